package dev.fusebox.core.member;

import static dev.fusebox.core.member.LoneMember.EPOCH;
import static dev.fusebox.core.member.LoneMember.SELF;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.fusebox.core.message.Evidence;
import dev.fusebox.core.message.LifeProof;
import dev.fusebox.core.message.Message;
import dev.fusebox.core.message.Message.EpochList;
import dev.fusebox.core.message.Message.HelpRequest;
import dev.fusebox.core.message.Message.ProbeQuery;
import dev.fusebox.core.message.Proof;
import dev.fusebox.core.roster.GroupEpoch;
import dev.fusebox.core.roster.MemberId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Whatever peers and strangers send, whenever, and whatever breaks meanwhile: nothing is thrown; and what is refused is counted and
 * changes nothing that can be seen. The inputs beside this test run with every build; see docs/reference/fuzzing.md for more.
 */
class ReceiveFuzzTest {
    /** Longer stories find nothing that two of these do not. */
    private static final int MAX_EVENTS = 64;

    private static final MemberId STRANGER = new MemberId("stranger");
    private static final List<GroupEpoch> EPOCHS =
            List.of(EPOCH, EPOCH, EPOCH, new GroupEpoch("g", 2), new GroupEpoch("other", 1));
    private static final Set<Counter> REFUSALS = EnumSet.of(
            Counter.DROPPED_MALFORMED,
            Counter.DROPPED_STRANGER,
            Counter.DROPPED_UNKNOWN_GROUP,
            Counter.DROPPED_WRONG_EPOCH,
            Counter.DROPPED_STALE,
            Counter.DROPPED_OUT_OF_RANGE,
            Counter.DROPPED_UNPROVEN);

    /** Everyone tells everyone. */
    @FuzzTest(maxDuration = "2m")
    void inASmallGroup(FuzzedDataProvider data) {
        tell(data, 4);
    }

    /** Statements are flooded. */
    @FuzzTest(maxDuration = "2m")
    void inALargeGroup(FuzzedDataProvider data) {
        tell(data, 66);
    }

    private static void tell(FuzzedDataProvider data, int members) {
        Identity identity = data.consumeBoolean() ? Identity.insecure(SELF) : strict();
        LoneMember lone = LoneMember.formed(members, identity);
        List<MemberId> known = new ArrayList<>(List.of(SELF, STRANGER));
        lone.view().members().stream()
                .map(m -> m.member().id())
                .filter(id -> !id.equals(SELF))
                .limit(6)
                .forEach(known::add);
        for (int events = 0; events < MAX_EVENTS && data.remainingBytes() > 0; events++) {
            FuzzedMessages messages = new FuzzedMessages(data, known, EPOCHS, askedNonces(lone));
            MemberId who = messages.member();
            switch (data.consumeInt(0, 15)) {
                case 0 -> lone.run(data.consumeInt(0, 1_500));
                case 1 -> lone.stall(data.consumeInt(0, 1_000));
                case 2 -> lone.talking.remove(who);
                case 3 -> lone.give(new Input.StreamClosed(who));
                case 4 -> lone.give(new Input.StreamOpened(who));
                default -> receive(lone, who, messages.message());
            }
        }
        lone.run(2_000);
    }

    private static void receive(LoneMember lone, MemberId from, Message message) {
        settle(lone);
        GroupView before = lone.view();
        List<Effect> effects = lone.give(new Input.Received(from, message));
        boolean refused = effects.stream().anyMatch(e -> e instanceof Effect.Count c && REFUSALS.contains(c.counter()));
        if (refused) {
            assertThat(effects)
                    .as("effects of %s from %s", message, from)
                    .allMatch(e -> e instanceof Effect.Count
                            || e instanceof Effect.Drop
                            || (e instanceof Effect.Send send && send.message() instanceof Message.Ack));
            assertThat(lone.view()).as("after %s from %s", message, from).isEqualTo(before);
        }
    }

    /** Lets happen what time alone brings about, so that only the message is left as a cause. */
    private static void settle(LoneMember lone) {
        for (int i = 0; i < MAX_EVENTS && !lone.give(new Input.TimerFired()).isEmpty(); i++) {
            // Again: what has just ended may begin anew.
        }
    }

    /** What the member has asked lately. */
    private static List<Long> askedNonces(LoneMember lone) {
        List<Long> nonces = new ArrayList<>();
        for (LoneMember.Sent sent : lone.log.subList(Math.max(0, lone.log.size() - MAX_EVENTS), lone.log.size())) {
            switch (sent.effect()) {
                case Effect.SendFreshProbe probe -> nonces.add(probe.query().nonce());
                case Effect.Send send -> {
                    switch (send.message()) {
                        case ProbeQuery query -> nonces.add(query.nonce());
                        case HelpRequest request -> nonces.add(request.nonce());
                        case EpochList list -> nonces.add(list.nonce());
                        default -> {}
                    }
                }
                default -> {}
            }
        }
        return nonces;
    }

    /** Only one proof convinces, and a message may carry it. */
    private static Identity strict() {
        return new Identity() {
            private static final Proof RIGHT = Proof.of(new byte[] {1});

            @Override
            public MemberId self() {
                return SELF;
            }

            @Override
            public Proof prove(MemberId asker, long nonce, long incarnation) {
                return RIGHT;
            }

            @Override
            public boolean verifies(MemberId subject, LifeProof life) {
                return life.proof().equals(RIGHT);
            }

            @Override
            public Proof sign(Evidence statement) {
                return RIGHT;
            }

            @Override
            public boolean signed(Evidence statement) {
                return statement.signature().equals(RIGHT);
            }
        };
    }
}
