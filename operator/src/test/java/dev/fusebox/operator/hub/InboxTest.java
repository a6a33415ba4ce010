package dev.fusebox.operator.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Agents may fill so much of it and no more; what Kubernetes says always finds room. */
class InboxTest {
    private final Inbox inbox = new Inbox();

    @Test
    void whatAgentsSayIsBoundedAndMakesRoomAsItIsTaken() throws InterruptedException {
        AtomicInteger ran = new AtomicInteger();
        for (int i = 0; i < Inbox.FROM_AGENTS; i++) {
            assertThat(inbox.submitFromAgent(ran::incrementAndGet)).isTrue();
        }
        assertThat(inbox.submitFromAgent(ran::incrementAndGet)).isFalse();
        inbox.submit(ran::incrementAndGet);
        inbox.take(0).forEach(Runnable::run);
        assertThat(ran.get()).isPositive();
        assertThat(inbox.submitFromAgent(ran::incrementAndGet)).isTrue();
    }

    @Test
    void nothingThatWaitsIsNothingToDo() throws InterruptedException {
        assertThat(inbox.take(0)).isEmpty();
    }
}
