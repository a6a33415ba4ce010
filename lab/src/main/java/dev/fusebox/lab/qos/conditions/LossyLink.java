package dev.fusebox.lab.qos.conditions;

import java.util.random.RandomGenerator;

/** Loses one in ten, each for itself. */
final class LossyLink implements Link {
    private final RandomGenerator random;
    private final Link quiet;

    LossyLink(RandomGenerator random) {
        this.random = random;
        this.quiet = new QuietLink(random);
    }

    @Override
    public boolean loses(long sentNanos) {
        return random.nextInt(10) == 0;
    }

    @Override
    public long delayNanos(long sentNanos) {
        return quiet.delayNanos(sentNanos);
    }
}
