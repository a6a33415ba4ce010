package dev.fusebox.lab.check;

import dev.fusebox.core.fuse.EpochBook;
import dev.fusebox.core.fuse.EpochsShown;
import dev.fusebox.core.fuse.FuseEffect;
import dev.fusebox.core.fuse.FuseState;
import dev.fusebox.core.fuse.KeptEpochs;
import dev.fusebox.core.roster.Session;
import dev.fusebox.lab.check.Step.Kind;
import dev.fusebox.lab.check.World.Use;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * A group of members, each with the book of epochs that the agent runs, and around them everything that can go wrong. What is left out,
 * and why that hides nothing, is said in {@code docs/concepts/fuse-model.md}.
 */
final class FuseModel implements Model {
    /** What one member shows another, on its way, with the start of the sender. */
    record InFlight(int session, EpochsShown list) {}

    private record Asked(int member, int book, BookInput input) {}

    /** An outcome with the book's number. */
    record Answer(char book, List<FuseEffect> effects) {}

    private final Bounds bounds;
    private final BookRules rules;
    private final Interner<EpochBook> books = new Interner<>();
    private final Interner<KeptEpochs> disks = new Interner<>();
    private final Interner<List<InFlight>> queues = new Interner<>();
    private final Map<Asked, Answer> answers = new HashMap<>();
    private final List<BookFacts> facts = new ArrayList<>();

    FuseModel(Bounds bounds, BookRules rules) {
        this.bounds = bounds;
        this.rules = rules;
        queues.number(List.of());
    }

    @Override
    public int width() {
        return World.width(bounds.members());
    }

    @Override
    public char[] initial() {
        World w = new World(bounds.members());
        for (int i = 0; i < w.members; i++) {
            EpochBook empty = rules.empty(Groups.member(i));
            w.up[i] = true;
            w.book[i] = number(empty);
            w.disk[i] = disks.number(empty.kept());
            w.life[i] = 1;
            w.counter[i] = 1;
        }
        return bounds.formed() ? formed(w.pack()) : w.pack();
    }

    /** What becomes of that state if nothing goes wrong. */
    private char[] formed(char[] state) {
        char[] at = state;
        while (true) {
            Quiet quiet = new Quiet();
            expand(at, quiet);
            if (quiet.next.isEmpty()) {
                return intact(at);
            }
            at = quiet.next.get();
        }
    }

    private char[] intact(char[] state) {
        World w = World.unpack(state, bounds.members());
        for (int i = 0; i < w.members; i++) {
            if (!facts(w, i).is(FuseState.INTACT)) {
                throw new IllegalStateException("a group that nothing happens to does not form");
            }
        }
        return state;
    }

    private static final class Quiet implements Steps {
        private static final List<Kind> CALM = List.of(Kind.DELIVERY, Kind.SHOW, Kind.ROSTER);

        private Optional<char[]> next = Optional.empty();
        private int rank = CALM.size();

        @Override
        public void step(int step, char[] after) {
            int at = CALM.indexOf(Step.of(step).kind());
            if (!Step.of(step).isFault() && at >= 0 && at < rank) {
                rank = at;
                next = Optional.of(after);
            }
        }

        /** What is broken from here on, the search finds. */
        @Override
        public void broken(int step, char[] after, String rule) {}
    }

    // ---- what can happen ----

    @Override
    public void expand(char[] state, Steps steps) {
        World w = World.unpack(state, bounds.members());
        Expansion expansion = new Expansion(state, w, steps);
        for (int i = 0; i < w.members; i++) {
            if (w.up[i]) {
                expansion.alone(i);
            } else {
                expansion.restart(i);
            }
            for (int j = 0; j < w.members; j++) {
                if (i != j) {
                    expansion.between(i, j);
                }
            }
        }
    }

    private final class Expansion {
        private final char[] before;
        private final World w;
        private final Steps steps;

        Expansion(char[] before, World w, Steps steps) {
            this.before = before;
            this.w = w;
            this.steps = steps;
        }

        void alone(int i) {
            BookFacts f = facts(w, i);
            for (int e = 1; e <= bounds.epochs(); e++) {
                if (f.epoch() < e && (e == 1 || anybodyTold(w, e - 1))) {
                    input(Step.of(Kind.ROSTER, i, i, e), w.copy(), new BookInput.RosterReceived(e));
                }
            }
            int e = f.epoch();
            if (f.is(FuseState.FORMING)) {
                input(blamed(Kind.FORM_TIMEOUT, i, i, e), new BookInput.FormTimeOver(e));
            }
            if (f.inForce() && !f.is(FuseState.BURNT)) {
                input(Step.of(Kind.WAKE, i, i, 0), w.copy(), new BookInput.Woken());
                if (f.inDoubt()) {
                    input(Step.of(Kind.PATIENCE, i, i, e), w.copy(), new BookInput.PatienceOver(e));
                }
                if (w.left(Use.SIGNAL, bounds)) {
                    World next = w.copy();
                    next.use(Use.SIGNAL);
                    next.innocent = false;
                    input(Step.of(Kind.SIGNAL, i, i, e), next, new BookInput.Burn(e));
                }
                if (w.left(Use.STALL, bounds)) {
                    World next = w.copy();
                    next.use(Use.STALL);
                    next.late[i] = everybodyElseTold(w, i, e);
                    input(Step.of(Kind.STALL, i, i, e), next, new BookInput.Stalled(nonce(next, i)));
                }
                if (isolated(w, i)) {
                    input(blamed(Kind.ISOLATION, i, i, e), new BookInput.Burn(e));
                }
            }
            if (f.is(FuseState.BURNT) && w.left(Use.REMOVAL, bounds)) {
                World next = w.copy();
                next.use(Use.REMOVAL);
                input(Step.of(Kind.REMOVAL, i, i, e), next, new BookInput.GroupRemoved());
            }
            if (w.left(Use.CRASH, bounds)) {
                World next = w.copy();
                next.crash(i);
                done(Step.of(Kind.CRASH, i, i, 0), next);
            }
        }

        void restart(int i) {
            KeptEpochs kept = disks.value(w.disk[i]);
            World next = w.copy();
            next.up[i] = true;
            next.life[i]++;
            next.counter[i]++;
            next.told[i] |= burntIn(kept);
            next.late[i] = kept.epochs().stream()
                    .anyMatch(k -> everybodyElseTold(
                            w, i, (int) k.roster().groupEpoch().epoch()));
            input(Step.of(Kind.RESTART, i, i, 0), next, new BookInput.Restarted(kept, nonce(next, i)));

            World lost = w.copy();
            lost.up[i] = true;
            lost.life[i]++;
            lost.counter[i] = 1;
            lost.told[i] = 0;
            lost.doomed |= missedBy(w, i);
            lost.innocent = false;
            Arrays.fill(lost.late, false);
            input(
                    Step.of(Kind.RESTART_LOST, i, i, 0),
                    lost,
                    new BookInput.Restarted(new KeptEpochs(List.of(), List.of()), nonce(lost, i)));
        }

        void between(int i, int j) {
            List<InFlight> fromPeer = queues.value(w.queue[j][i]);
            if (deliverable(w, j, i)) {
                deliver(i, j, fromPeer);
            }
            if (!fromPeer.isEmpty()) {
                World next = w.copy();
                next.queue[j][i] = queues.number(List.copyOf(fromPeer.subList(1, fromPeer.size())));
                done(Step.of(Kind.LOSS, i, j, 0), next);
            }
            for (int e = 1; e <= bounds.epochs(); e++) {
                if (talks(w, j, i) && (w.burns[j][i] >> (e - 1) & 1) != 0) {
                    World next = w.copy();
                    next.burns[j][i] &= ~(1 << (e - 1));
                    next.queue[j][i] = queues.number(ofThisStart(w, j, fromPeer));
                    input(Step.of(Kind.BURN, i, j, e), next, new BookInput.BurnHeard(Groups.member(j), e));
                }
            }
            boolean wanted = wantsToShow(w, i, j);
            boolean renewed = !wanted && talks(w, i, j) && w.left(Use.RENEWAL, bounds);
            if ((wanted || renewed) && onTheirWay(w) < bounds.inFlight()) {
                World next = w.copy();
                if (renewed) {
                    next.use(Use.RENEWAL);
                }
                show(next, i, j, true, facts(w, i).inDoubt() ? facts(w, i).nonce() : 0);
                done(Step.of(renewed ? Kind.RENEWAL : Kind.SHOW, i, j, 0), next);
            }
            if (w.up[i] && facts(w, i).holds(facts(w, i).epoch()) && convicts(w, i, j)) {
                input(
                        blamed(Kind.VERDICT, i, j, facts(w, i).epoch()),
                        new BookInput.Burn(facts(w, i).epoch()));
            }
            if (i < j && w.cut[i][j]) {
                World next = w.copy();
                next.cut(i, j, false);
                done(Step.of(Kind.HEAL, i, j, 0), next);
            } else if (i < j && w.left(Use.CUT, bounds)) {
                World next = w.copy();
                next.use(Use.CUT);
                next.cut(i, j, true);
                done(Step.of(Kind.CUT, i, j, 0), next);
            }
        }

        /** A message of a start that is over, or that came before one already heard, is not believed. */
        private void deliver(int i, int j, List<InFlight> queue) {
            InFlight message = queue.get(0);
            World next = w.copy();
            next.queue[j][i] = queues.number(List.copyOf(queue.subList(1, queue.size())));
            int known = w.greeted[i][j];
            Step step = Step.of(Kind.DELIVERY, i, j, 0);
            boolean older = message.session() >> 3 < known >> 3 || (message.session() & 7) < (known & 7);
            if (older) {
                done(step, next);
                return;
            }
            next.greeted[i][j] = message.session();
            Session session = new Session(message.session() & 7, message.session() >> 3);
            input(step, next, new BookInput.Shown(Groups.member(j), session, message.list()));
        }

        private Step blamed(Kind kind, int i, int j, int e) {
            return Step.of(kind, i, j, e);
        }

        /** A step that may burn a fuse. */
        private void input(Step step, BookInput input) {
            World next = w.copy();
            next.innocent = false;
            input(step, next, input);
        }

        private void input(Step step, World next, BookInput input) {
            int i = step.member();
            Answer answer = ask(i, w.book[i], input);
            next.book[i] = answer.book();
            List<FuseEffect> effects = answer.effects();
            for (int k = 0; k < effects.size(); k++) {
                String rule = carryOut(next, i, effects.get(k));
                if (!rule.isEmpty()) {
                    steps.broken(step.code(), next.pack(), rule);
                }
                if (k < effects.size() - 1 && next.left(Use.CRASH, bounds)) {
                    World died = next.copy();
                    died.crash(i);
                    done(step.diedAfter(k + 1), died);
                }
            }
            if (step.kind() == Kind.SIGNAL && (burntIn(disks.value(next.disk[i])) >> (step.epoch() - 1) & 1) == 0) {
                steps.broken(step.code(), next.pack(), "signal returned before the disk knew");
            }
            done(step, next);
        }

        private void done(Step step, World next) {
            char[] after = next.pack();
            String rule = Rules.brokenIn(next, FuseModel.this);
            if (!rule.isEmpty()) {
                steps.broken(step.code(), after, rule);
            }
            if (!Arrays.equals(before, after)) {
                steps.step(step.code(), after);
            }
        }
    }

    /** Carries out one effect; the rule that it breaks, or nothing. */
    private String carryOut(World w, int i, FuseEffect effect) {
        switch (effect) {
            case FuseEffect.Persist persist -> w.disk[i] = disks.number(persist.kept());
            case FuseEffect.TellIntact tell -> {
                return (w.told[i] & bit(tell.groupEpoch().epoch())) == 0 ? "" : "says Intact after it was told";
            }
            case FuseEffect.TellBurnt tell -> {
                int bit = bit(tell.groupEpoch().epoch());
                boolean again = (w.told[i] & bit) != 0;
                w.told[i] |= bit;
                return again
                        ? "told twice"
                        : (burntIn(disks.value(w.disk[i])) & bit) == 0 ? "told before the disk knew" : "";
            }
            case FuseEffect.PassOn passOn -> {
                int bit = bit(passOn.groupEpoch().epoch());
                for (int j = 0; j < w.members; j++) {
                    w.burns[i][j] |= i == j ? 0 : bit;
                }
                return (burntIn(disks.value(w.disk[i])) & bit) != 0 ? "" : "passed on before the disk knew";
            }
            case FuseEffect.Answer answer ->
                w.burns[i][number(answer.to())] |= bit(answer.groupEpoch().epoch());
            // Everybody to be shown the epoch has not acknowledged it yet: a step of its own, wanted from now on.
            case FuseEffect.ShowAround around -> {}
            case FuseEffect.Show show -> send(w, i, number(show.to()), show.list());
            case FuseEffect.Retired retired -> w.forgetPeers(i);
            case FuseEffect.InForce inForce -> w.late[i] = w.late[i] && !inForce.firstOfEpoch();
            case FuseEffect.TellAcknowledged tell -> {}
            case FuseEffect.Believed believed -> {}
            case FuseEffect.Refused refused -> {}
        }
        return "";
    }

    private void show(World w, int i, int j, boolean reply, long nonce) {
        send(w, i, j, rules.show(books.value(w.book[i]), Groups.member(j), reply, nonce));
    }

    private void send(World w, int i, int j, EpochsShown list) {
        if (!talks(w, i, j)) {
            return;
        }
        List<InFlight> queue = new ArrayList<>(queues.value(w.queue[i][j]));
        InFlight message = new InFlight(w.session(i), list);
        if (!queue.isEmpty() && queue.get(queue.size() - 1).equals(message)) {
            return;
        }
        queue.add(message);
        w.queue[i][j] = queues.number(List.copyOf(queue));
    }

    /** A stream with a new start of the sender replaces the one before, and what was read of that is over. */
    private static List<InFlight> ofThisStart(World w, int sender, List<InFlight> queue) {
        return queue.stream().filter(m -> m.session() == w.session(sender)).toList();
    }

    private int onTheirWay(World w) {
        int messages = 0;
        for (int[] from : w.queue) {
            for (int queue : from) {
                messages += queues.value(queue).size();
            }
        }
        return messages;
    }

    // ---- what is the case ----

    BookFacts facts(World w, int i) {
        return facts.get(w.book[i]);
    }

    /** A stream stands: both are there, know each other as members, and neither takes the other for an earlier start. */
    private boolean talks(World w, int i, int j) {
        return w.up[i]
                && w.up[j]
                && !w.cut[i][j]
                && facts(w, i).inForce()
                && facts(w, j).inForce()
                && (w.greeted[i][j] & 7) <= w.counter[j]
                && (w.greeted[j][i] & 7) <= w.counter[i];
    }

    private boolean deliverable(World w, int from, int to) {
        return w.queue[from][to] != 0
                && w.up[to]
                && !w.cut[from][to]
                && facts(w, to).inForce();
    }

    /** A new start, an open question, an acknowledgement that is missing, a heartbeat whose digest differs. */
    private boolean wantsToShow(World w, int i, int j) {
        if (!talks(w, i, j)) {
            return false;
        }
        BookFacts mine = facts(w, i);
        BookFacts its = facts(w, j);
        boolean unacknowledged = !mine.is(FuseState.BURNT) && (mine.acknowledged() >> j & 1) == 0;
        boolean digestDiffers =
                !its.inDoubt() && !mine.shown().get(j).equals(its.shown().get(i));
        return mine.inDoubt() || w.greeted[j][i] != w.session(i) || unacknowledged || digestDiffers;
    }

    /** Detection is perfect in the end: who is out of everybody's reach is found unreachable by those whose senses are to be trusted. */
    private boolean convicts(World w, int i, int j) {
        BookFacts f = facts(w, i);
        if (!w.up[i] || !f.is(FuseState.INTACT) || f.inDoubt()) {
            return false;
        }
        for (int k = 0; k < w.members; k++) {
            if (k != j && talks(w, k, j)) {
                return false;
            }
        }
        return true;
    }

    private boolean isolated(World w, int i) {
        for (int k = 0; k < w.members; k++) {
            if (k != i && talks(w, i, k)) {
                return false;
            }
        }
        return facts(w, i).is(FuseState.INTACT);
    }

    /** Bit e - 1: others hold epoch e, and know that this member acknowledged it. */
    private int missedBy(World w, int i) {
        int missed = 0;
        for (int k = 0; k < w.members; k++) {
            BookFacts f = facts(w, k);
            if (w.up[k] && f.holds(f.epoch()) && f.inForce() && (f.acknowledged() >> i & 1) != 0) {
                missed |= bit(f.epoch());
            }
        }
        return missed;
    }

    private static boolean anybodyTold(World w, int e) {
        for (int told : w.told) {
            if ((told & bit(e)) != 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean everybodyElseTold(World w, int i, int e) {
        for (int k = 0; k < w.members; k++) {
            if (k != i && (w.told[k] & bit(e)) == 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean unsettled(char[] state) {
        World w = World.unpack(state, bounds.members());
        for (int e = 1; e <= bounds.epochs(); e++) {
            boolean burnt = (w.doomed & bit(e)) != 0;
            boolean held = false;
            for (int i = 0; i < w.members; i++) {
                burnt |= w.up[i] && (w.told[i] & bit(e)) != 0;
                held |= w.up[i] && facts(w, i).holds(e);
            }
            if (burnt && held) {
                return true;
            }
        }
        return false;
    }

    @Override
    public long owed(char[] state) {
        World w = World.unpack(state, bounds.members());
        long owed = 0;
        for (int i = 0; i < w.members; i++) {
            if (!w.up[i]) {
                continue;
            }
            BookFacts f = facts(w, i);
            owed |= owe(f.is(FuseState.FORMING), Kind.FORM_TIMEOUT, i, i);
            owed |= owe(f.inDoubt() && changes(w, i, new BookInput.PatienceOver(f.epoch())), Kind.PATIENCE, i, i);
            owed |= owe(changes(w, i, new BookInput.Woken()), Kind.WAKE, i, i);
            owed |= owe(isolated(w, i), Kind.ISOLATION, i, i);
            for (int j = 0; j < w.members; j++) {
                if (i != j) {
                    owed |= owe(wantsToShow(w, i, j), Kind.SHOW, i, j);
                    owed |= owe(deliverable(w, j, i), Kind.DELIVERY, i, j);
                    owed |= owe(talks(w, j, i) && w.burns[j][i] != 0, Kind.BURN, i, j);
                    owed |= owe(convicts(w, i, j), Kind.VERDICT, i, j);
                }
            }
        }
        return owed;
    }

    private static long owe(boolean due, Kind kind, int i, int j) {
        return due ? Step.of(kind, i, j, 0).obligation() : 0;
    }

    private boolean changes(World w, int i, BookInput input) {
        Answer answer = ask(i, w.book[i], input);
        return answer.book() != w.book[i] || !answer.effects().isEmpty();
    }

    private Answer ask(int i, int book, BookInput input) {
        return answers.computeIfAbsent(new Asked(i, book, input), asked -> {
            BookRules.Outcome outcome = rules.apply(Groups.member(i), books.value(book), input);
            return new Answer(number(outcome.after()), outcome.effects());
        });
    }

    @Override
    public long obligation(int step) {
        return Step.of(step).obligation();
    }

    @Override
    public boolean isFault(int step) {
        return Step.of(step).isFault();
    }

    // ---- numbers and words ----

    private char number(EpochBook book) {
        char number = books.number(book);
        if (number == facts.size()) {
            facts.add(BookFacts.of(book, rules, bounds));
        }
        return number;
    }

    private static int number(dev.fusebox.core.roster.MemberId member) {
        return member.toString().charAt(1) - '0';
    }

    private static long nonce(World w, int i) {
        w.doubts[i]++;
        return 8L * i + w.doubts[i];
    }

    static int bit(long epoch) {
        return 1 << (epoch - 1);
    }

    /** Bit e - 1: epoch e is burnt on that disk. */
    private static int burntIn(KeptEpochs kept) {
        int burnt = 0;
        for (var tombstone : kept.tombstones()) {
            burnt |= bit(tombstone.epoch());
        }
        for (var epoch : kept.epochs()) {
            burnt |= epoch.state() == FuseState.BURNT
                    ? bit(epoch.roster().groupEpoch().epoch())
                    : 0;
        }
        return burnt;
    }

    @Override
    public String describe(int step, char[] after) {
        World w = World.unpack(after, bounds.members());
        StringJoiner members = new StringJoiner(", ");
        for (int i = 0; i < w.members; i++) {
            BookFacts f = facts(w, i);
            String state =
                    !w.up[i] ? "down" : f.state().map(s -> s + "#" + f.epoch()).orElse("no group");
            members.add("m" + i + " " + state + (f.inDoubt() ? " in doubt" : "") + (w.told[i] != 0 ? " told" : ""));
        }
        return Step.of(step) + "   [" + members + "]";
    }
}
