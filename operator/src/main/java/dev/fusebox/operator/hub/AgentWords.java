package dev.fusebox.operator.hub;

import dev.fusebox.operator.health.AgentBook;
import dev.fusebox.operator.health.ClusterFacts;
import dev.fusebox.operator.health.GroupController;
import dev.fusebox.operator.ingest.Drop;
import dev.fusebox.operator.ingest.DropListener;
import dev.fusebox.proto.v1.AgentMessage;
import dev.fusebox.proto.v1.GroupEpoch;
import java.util.Map;

/** What agents say goes into the book, if they may say it: about their own groups, and epochs that were handed out. Not thread-safe. */
final class AgentWords {
    private final AgentBook book;
    private final ClusterFacts facts;
    private final Map<String, GroupController> groups;
    private final PendingOrders orders;
    private final DropListener dropped;
    private final Touch touch;

    /** What is to be looked at again. */
    interface Touch {
        void group(String key);

        void groupsOf(String uid);
    }

    AgentWords(
            AgentBook book,
            ClusterFacts facts,
            Map<String, GroupController> groups,
            PendingOrders orders,
            DropListener dropped,
            Touch touch) {
        this.book = book;
        this.facts = facts;
        this.groups = groups;
        this.orders = orders;
        this.dropped = dropped;
        this.touch = touch;
    }

    /** An agent said that. */
    void take(String uid, AgentMessage message, long nowNanos) {
        book.heard(uid, nowNanos);
        switch (message.getBodyCase()) {
            case GROUP -> {
                GroupEpoch about = message.getGroup().getGroupEpoch();
                if (handedOut(uid, about)) {
                    note(uid, about, book.report(uid, message.getGroup(), nowNanos));
                }
            }
            case MEMBER -> {
                GroupEpoch about = message.getMember().getGroupEpoch();
                if (handedOut(uid, about)) {
                    note(uid, about, book.report(uid, message.getMember()));
                }
            }
            case EVIDENCE -> {
                GroupEpoch about = message.getEvidence().getGroupEpoch();
                if (handedOut(uid, about)) {
                    note(uid, about, book.report(uid, message.getEvidence()));
                }
            }
            case IDLE -> {
                if (book.application(uid, message.getIdle().getApplication())) {
                    touch.groupsOf(uid);
                }
            }
            case PROBED -> {
                book.report(uid, message.getProbed(), nowNanos);
                touch.groupsOf(uid);
            }
            case ORDER_RESULT -> orders.result(uid, message.getOrderResult());
            case HELLO, BODY_NOT_SET -> {}
        }
    }

    /** Only a hello may tell of an epoch that this operator does not know: it is all that is left of a status that was lost. */
    private boolean handedOut(String uid, GroupEpoch about) {
        GroupController group = groups.get(about.getGroup());
        if (group != null
                && facts.pod(uid).filter(pod -> !group.spec().selects(pod)).isPresent()) {
            dropped.dropped(uid, Drop.FOREIGN_GROUP);
            return false;
        }
        // While the API server is away no group is known; what the hello named may well exist, and its burn must not be
        // lost.
        long known = group == null ? book.epochOf(uid, about.getGroup()) : group.epoch();
        if (about.getEpoch() <= known) {
            return true;
        }
        dropped.dropped(uid, known == 0 && group == null ? Drop.UNKNOWN_GROUP : Drop.WRONG_EPOCH);
        return false;
    }

    private void note(String uid, GroupEpoch about, boolean taken) {
        if (taken) {
            touch.group(about.getGroup());
        } else {
            dropped.dropped(uid, Drop.STALE);
        }
    }
}
