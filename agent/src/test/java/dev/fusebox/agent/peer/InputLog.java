package dev.fusebox.agent.peer;

import dev.fusebox.core.member.Input;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Stands for a member: takes inputs and lets a test wait for them, in order. */
final class InputLog implements Consumer<Input> {
    private static final long HANG_SECONDS = 30;

    private final BlockingQueue<Input> inputs = new LinkedBlockingQueue<>();

    @Override
    public void accept(Input input) {
        inputs.add(input);
    }

    Input next() throws InterruptedException {
        Input next = inputs.poll(HANG_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no input in " + HANG_SECONDS + " s");
        }
        return next;
    }

    boolean isEmpty() {
        return inputs.isEmpty();
    }
}
