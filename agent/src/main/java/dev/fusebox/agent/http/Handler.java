package dev.fusebox.agent.http;

/** Answers requests. On the loop's thread; must not block. */
@FunctionalInterface
public interface Handler {
    void handle(Request request, Responder responder);
}
