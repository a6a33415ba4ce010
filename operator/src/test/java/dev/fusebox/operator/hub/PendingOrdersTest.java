package dev.fusebox.operator.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.operator.health.Push;
import dev.fusebox.operator.remediation.Orders;
import dev.fusebox.proto.v1.OrderResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** An order is answered by the agent that it was for, and by no other. */
class PendingOrdersTest {
    private final List<Push> sent = new ArrayList<>();

    private static OrderResult result(String id, OrderResult.Outcome outcome) {
        return OrderResult.newBuilder().setId(id).setOutcome(outcome).build();
    }

    private Orders.Reply ask(Consumer<PendingOrders> answers) {
        PendingOrders[] orders = new PendingOrders[1];
        orders[0] = new PendingOrders(push -> {
            sent.add(push);
            answers.accept(orders[0]);
        });
        return orders[0].restart("a", "i-1", 7, "its application has failed");
    }

    @Test
    void theAgentsWordEndsTheWait() {
        Orders.Reply reply = ask(orders -> orders.result("a", result("i-1", OrderResult.Outcome.OBEYED)));
        assertThat(reply).isEqualTo(Orders.Reply.OBEYED);
        assertThat(sent).singleElement().satisfies(push -> {
            assertThat(push.uid()).isEqualTo("a");
            assertThat(push.message().getRestart().getMember()).isEqualTo("a");
            assertThat(push.message().getRestart().getLeaderEpoch()).isEqualTo(7);
        });
    }

    @Test
    void anotherAgentsWordOrAnotherOrdersDoesNot() {
        Orders.Reply reply = ask(orders -> {
            orders.result("b", result("i-1", OrderResult.Outcome.OBEYED));
            orders.result("a", result("i-2", OrderResult.Outcome.OBEYED));
            orders.result("a", result("i-1", OrderResult.Outcome.REFUSED));
        });
        assertThat(reply).isEqualTo(Orders.Reply.REFUSED);
    }
}
