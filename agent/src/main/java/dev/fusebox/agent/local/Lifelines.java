package dev.fusebox.agent.local;

import dev.fusebox.agent.http.EndlessBody;
import dev.fusebox.agent.http.Responder;
import dev.fusebox.core.member.Input;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** The lifelines that the application holds. The operating system closes them however it dies, and that is news. On the loop's thread. */
final class Lifelines {
    /** So many at once. */
    static final int MAX_HELD = 16;

    private final Consumer<Input> inputs;
    private final Set<EndlessBody> held = new HashSet<>();
    private long opened;

    Lifelines(Consumer<Input> inputs) {
        this.inputs = inputs;
    }

    void hold(Responder responder) {
        if (held.size() >= MAX_HELD) {
            responder.error(429, "there are " + MAX_HELD + " lifelines already: close one");
            return;
        }
        Held listener = new Held();
        EndlessBody body = responder.stream("text/plain", listener);
        listener.remove = () -> held.remove(body);
        held.add(body);
        opened++;
        body.write("held\n");
        inputs.accept(new Input.LifelineOpened());
    }

    /** How many were opened so far. */
    long opened() {
        return opened;
    }

    /** Says that this agent is alive. */
    void beat() {
        for (EndlessBody body : Set.copyOf(held)) {
            if (body.isWritable()) {
                body.write("beat\n");
            }
        }
    }

    private final class Held implements EndlessBody.Listener {
        private Runnable remove = () -> {};

        @Override
        public void writable() {
            // Beats come again by themselves.
        }

        @Override
        public void closed() {
            remove.run();
            inputs.accept(new Input.LifelineClosed());
        }
    }
}
