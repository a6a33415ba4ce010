package dev.fusebox.core.member;

import java.util.ArrayList;
import java.util.List;

/** Collects the effects of one input, in order. */
final class Outbox {
    private List<Effect> effects = new ArrayList<>();

    void add(Effect effect) {
        effects.add(effect);
    }

    void tell(Notice notice) {
        effects.add(new Effect.Tell(notice));
    }

    void count(Counter counter) {
        effects.add(new Effect.Count(counter));
    }

    List<Effect> drain() {
        List<Effect> drained = effects;
        effects = new ArrayList<>();
        return drained;
    }
}
