package dev.fusebox.agent.local;

import dev.fusebox.agent.count.Counts;
import dev.fusebox.agent.http.Handler;
import dev.fusebox.agent.http.Json;
import dev.fusebox.agent.http.Request;
import dev.fusebox.agent.http.Responder;
import dev.fusebox.agent.loop.NoticeListener;
import dev.fusebox.core.fuse.FuseState;
import dev.fusebox.core.member.GroupView;
import dev.fusebox.core.member.Input;
import dev.fusebox.core.member.Notice;
import dev.fusebox.core.roster.MemberId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The local API: what the application beside this agent may ask and say. On the loop's thread. */
public final class LocalApi implements Handler, NoticeListener {
    private static final int MAX_REASON_LENGTH = 256;

    private final MemberId self;
    private final Supplier<List<GroupView>> views;
    private final Consumer<Input> inputs;
    private final EventStreams events;
    private final Lifelines lifelines;
    private final Rendezvous rendezvous;
    private long progress;
    private boolean leaving;

    /**
     * An API that nobody listens to yet.
     *
     * @param bootCounter of this session
     * @param views the groups, now
     * @param inputs takes what the application says; carried out when it returns
     * @param alarm ends waiting
     */
    public LocalApi(
            MemberId self,
            long bootCounter,
            Supplier<List<GroupView>> views,
            Consumer<Input> inputs,
            Alarm alarm,
            Counts counts) {
        this.self = self;
        this.views = views;
        this.inputs = inputs;
        this.events = new EventStreams(new EventRing(bootCounter), counts);
        this.lifelines = new Lifelines(inputs);
        this.rendezvous = new Rendezvous(name -> GroupLookup.of(name, views.get()), self, alarm);
    }

    @Override
    public void told(Notice notice, long nowNanos) {
        NoticeEvents.event(notice, views.get()).ifPresent(event -> events.publish(event.name(), event.data()));
        if (notice instanceof Notice.FuseIntact) {
            rendezvous.changed();
        }
    }

    /** Says on all streams that this agent is alive; every 10 s. */
    public void beat() {
        events.beat();
        lifelines.beat();
    }

    /** How many lifelines applications opened so far. */
    public long lifelinesOpened() {
        return lifelines.opened();
    }

    /** How often the application said that it makes progress. */
    public long progress() {
        return progress;
    }

    /** How many applications wait for a group to become whole. */
    int waiting() {
        return rendezvous.waiting();
    }

    /** Whether a leave was said. */
    public boolean leaving() {
        return leaving;
    }

    /** A planned end, by whoever says so. */
    public void leave(String reason) {
        leaving = true;
        inputs.accept(new Input.Leaving(reason));
    }

    @Override
    public void handle(Request request, Responder responder) {
        if (request.hasPath("v1", "groups")) {
            allow("GET", request, responder, () -> responder.json(200, snapshot()));
        } else if (request.hasPath("v1", "events")) {
            allow("GET", request, responder, () -> events.subscribe(request.lastEventId(), responder, this::snapshot));
        } else if (request.hasPath("v1", "lifeline")) {
            allow("GET", request, responder, () -> lifelines.hold(responder));
        } else if (request.hasPath("v1", "leave")) {
            allow("POST", request, responder, () -> leave(request, responder));
        } else if (request.hasPath("v1", "progress")) {
            allow("POST", request, responder, () -> progress(request, responder));
        } else if (request.hasPath("v1", "groups", "*", "await")) {
            allow(
                    "GET",
                    request,
                    responder,
                    () -> rendezvous.await(request.path().get(2), request, responder));
        } else if (request.hasPath("v1", "groups", "*")) {
            allow("GET", request, responder, () -> group(request, responder)
                    .ifPresent(view -> responder.json(200, GroupJson.group(view, self))));
        } else if (request.hasPath("v1", "groups", "*", "signal")) {
            allow("POST", request, responder, () -> group(request, responder)
                    .ifPresent(view -> signal(view, request, responder)));
        } else {
            responder.error(404, "nothing is here: see /v1/groups, /v1/events, /v1/lifeline, /v1/progress, /v1/leave");
        }
    }

    private static void allow(String method, Request request, Responder responder, Runnable action) {
        if (request.method().equals(method)) {
            action.run();
        } else {
            responder.error(405, "use " + method + " here");
        }
    }

    private String snapshot() {
        return GroupJson.groups(views.get(), self, leaving);
    }

    private void leave(Request request, Responder responder) {
        reason(request, responder).ifPresent(reason -> {
            leave(reason);
            responder.answer(204, "text/plain", "");
        });
    }

    /** Counted and shown; no group asks for it as a sign of life yet. */
    private void progress(Request request, Responder responder) {
        if (Json.plainFields(request.body()).isEmpty()) {
            responder.error(400, "the body must be a JSON object, or empty");
            return;
        }
        progress++;
        responder.answer(204, "text/plain", "");
    }

    private void signal(GroupView before, Request request, Responder responder) {
        Optional<String> reason = reason(request, responder);
        if (reason.isEmpty()) {
            return;
        }
        String epoch = Json.plainFields(request.body()).orElse(Map.of()).getOrDefault("epoch", "");
        if (!epoch.isEmpty() && !epoch.equals(Long.toString(before.groupEpoch().epoch()))) {
            responder.error(409, "the epoch is " + before.groupEpoch().epoch() + " now, not " + epoch);
            return;
        }
        if (before.fuse() == FuseState.INTACT) {
            inputs.accept(new Input.Signalled(before.groupEpoch().group(), reason.get()));
        }
        GroupView after = views.get().stream()
                .filter(view -> view.groupEpoch().equals(before.groupEpoch()))
                .findFirst()
                .orElse(before);
        if (after.fuse() == FuseState.BURNT) {
            responder.json(200, GroupJson.group(after, self));
        } else if (after.fuse() == FuseState.FORMING) {
            responder.error(409, "the fuse is still forming: wait for fuse-intact");
        } else {
            responder.error(409, "this group's fate is None: its fuse never burns");
        }
    }

    private static Optional<String> reason(Request request, Responder responder) {
        Optional<Map<String, String>> fields = Json.plainFields(request.body());
        if (fields.isEmpty()) {
            responder.error(400, "the body must be a JSON object, or empty");
            return Optional.empty();
        }
        String reason = fields.get().getOrDefault("reason", "");
        if (reason.length() > MAX_REASON_LENGTH) {
            responder.error(400, "reason must have at most " + MAX_REASON_LENGTH + " characters");
            return Optional.empty();
        }
        return Optional.of(reason);
    }

    /** The group that the path names; otherwise an answer is given. */
    private Optional<GroupView> group(Request request, Responder responder) {
        return switch (GroupLookup.of(request.path().get(2), views.get())) {
            case GroupLookup.Found found -> Optional.of(found.view());
            case GroupLookup.Unknown unknown -> {
                responder.error(404, unknown.reason());
                yield Optional.empty();
            }
            case GroupLookup.Ambiguous several -> {
                responder.error(409, several.reason());
                yield Optional.empty();
            }
        };
    }
}
