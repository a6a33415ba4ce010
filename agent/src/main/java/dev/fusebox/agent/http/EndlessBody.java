package dev.fusebox.agent.http;

/** An answer that goes on. On the loop's thread. */
public interface EndlessBody {
    /** Whether the connection takes more without buffering it. */
    boolean isWritable();

    void write(String text);

    /** Ends it from this side; the listener is told as well. */
    void end();

    /** What happens to it. */
    interface Listener {
        /** It takes more again. */
        void writable();

        /** The connection is closed, whoever closed it. Once. */
        void closed();
    }
}
