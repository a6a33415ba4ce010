package dev.fusebox.lab.check;

import dev.fusebox.lab.check.Step.Kind;
import java.util.List;
import java.util.Optional;

/** Of all that may happen next, what happens if nothing goes wrong and no timer is early. */
final class Calm implements Model.Steps {
    private static final List<Kind> KINDS = List.of(Kind.DELIVERY, Kind.SHOW, Kind.ROSTER);

    private Optional<char[]> next = Optional.empty();
    private int rank = KINDS.size();

    /** Where the model goes from there until nothing more happens. */
    static char[] after(char[] state, Model model) {
        char[] at = state;
        while (true) {
            Calm calm = new Calm();
            model.expand(at, calm);
            if (calm.next.isEmpty()) {
                return at;
            }
            at = calm.next.get();
        }
    }

    @Override
    public void step(int code, char[] after) {
        Step step = Step.of(code);
        int at = KINDS.indexOf(step.kind());
        if (!step.isFault() && at >= 0 && at < rank) {
            rank = at;
            next = Optional.of(after);
        }
    }

    /** What is broken from here on, the search finds. */
    @Override
    public void broken(int step, char[] after, String rule) {}
}
