package dev.fusebox.agent;

import dev.fusebox.agent.check.ApplicationChecks;
import dev.fusebox.agent.check.Looks;
import dev.fusebox.agent.loop.PeerLinks;
import dev.fusebox.agent.loop.ProtocolLoop;
import dev.fusebox.agent.operator.OperatorLink;
import dev.fusebox.agent.operator.PodWords;
import dev.fusebox.agent.pod.CaseSubject;
import dev.fusebox.agent.pod.PodRules;
import dev.fusebox.agent.pod.RestartOrder;
import dev.fusebox.agent.restart.BootClock;
import dev.fusebox.agent.restart.RestartMemory;
import dev.fusebox.agent.restart.Restarts;
import dev.fusebox.core.member.Input;
import dev.fusebox.core.message.Message;
import dev.fusebox.proto.v1.CaseReport;
import dev.fusebox.proto.v1.OrderResult;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** What this agent does to its own pod, beside telling it: what the operator says goes to those whom it is for. On the loop's thread. */
final class PodCare implements PodWords, Restarts.Pod, ApplicationChecks.Around, CaseWatching.Around {
    private final EventLoop eventLoop;
    private final ProtocolLoop loop;
    private final Runnable exit;
    private final Restarts restarts;
    private final Application application;
    private final ApplicationChecks checks;
    private final CaseWatching cases;
    private Optional<PeerLinks> peers = Optional.empty();
    private Optional<OperatorLink> operator = Optional.empty();

    /**
     * Care that has not begun.
     *
     * @param exit ends this process with {@link Restarts#EXIT_CODE}
     */
    PodCare(
            AgentOptions options,
            EventLoop eventLoop,
            ProtocolLoop loop,
            Application application,
            RandomGenerator random,
            Runnable exit) {
        this.eventLoop = eventLoop;
        this.loop = loop;
        this.exit = exit;
        this.restarts = new Restarts(
                options.self(),
                options.restartInPlace(),
                new RestartMemory(options.stateFolder(), BootClock.ofThisMachine()),
                this);
        this.application = application;
        this.cases = new CaseWatching(options.self(), random, this);
        this.checks = new ApplicationChecks(this, new Looks(eventLoop), application::progress);
        application.seenBy(checks::armed);
    }

    ApplicationChecks checks() {
        return checks;
    }

    Restarts restarts() {
        return restarts;
    }

    void begin(PeerLinks links, Optional<OperatorLink> link) {
        peers = Optional.of(links);
        operator = link;
        restarts.begin();
        restarts.known().forEach(checks::rules);
    }

    @Override
    public void rules(PodRules rules) {
        restarts.rules(rules);
        checks.rules(rules);
    }

    @Override
    public void removed(String group) {
        restarts.removed(group);
        checks.removed(group);
    }

    @Override
    public void order(RestartOrder order) {
        restarts.order(order);
    }

    @Override
    public void watch(List<CaseSubject> subjects) {
        cases.watch(subjects);
    }

    /** Takes what peers' connections say: answers about cases stay here, all else is the member's. */
    void heard(Input input) {
        if (!cases.takes(input)) {
            loop.accept(input);
        }
    }

    @Override
    public void probe(String address, Message.ProbeQuery query, long timeoutNanos) {
        peers.ifPresent(links -> links.sendFreshProbe(address, query, timeoutNanos));
    }

    @Override
    public void report(CaseReport report) {
        operator.ifPresent(link -> link.probed(report));
    }

    @Override
    public long nowNanos() {
        return System.nanoTime();
    }

    @Override
    public void after(long nanos, Runnable action) {
        eventLoop.schedule(action, nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void failed(String reason) {
        loop.accept(new Input.ApplicationFailing(reason));
    }

    @Override
    public void recovered() {
        application.recovered();
        loop.accept(new Input.ApplicationWell());
    }

    @Override
    public void takeLeave() {
        loop.accept(new Input.Restarting("its containers are restarted in place"));
    }

    @Override
    public boolean said() {
        return loop.settled() && operator.map(OperatorLink::flushed).orElse(true);
    }

    @Override
    public void answer(OrderResult result) {
        operator.ifPresent(link -> link.answer(result));
    }

    @Override
    public void end() {
        exit.run();
    }
}
