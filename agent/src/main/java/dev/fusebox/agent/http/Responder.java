package dev.fusebox.agent.http;

/** Where the answer to one request goes. On the loop's thread. */
public interface Responder {
    /** Answers, and is done. */
    void answer(int status, String contentType, String body);

    /** Answers with 200 and goes on for as long as both sides like. */
    EndlessBody stream(String contentType, EndlessBody.Listener listener);

    /** The answer comes later, with {@link #answer}; calls that once if the connection is closed before. */
    void later(Runnable gone);

    /** Answers with JSON. */
    default void json(int status, String body) {
        answer(status, "application/json", body);
    }

    /** Answers with what went wrong, in one line. */
    default void error(int status, String reason) {
        json(status, Json.object(json -> json.writeStringField("error", reason)));
    }
}
