package dev.fusebox.operator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.fusebox.operator.remediation.Answer;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;

/** Single requests to the API server: no retries behind anybody's back, and the status code as it came. */
final class Requests {
    static final String MERGE_PATCH = "application/merge-patch+json";
    static final String JSON_PATCH = "application/json-patch+json";
    private static final String JSON = "application/json";
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNPROCESSABLE = 422;

    private final Wire wire;

    Requests(Wire wire) {
        this.wire = wire;
    }

    /** What carries one request to an API server: once, and without a word if no answer came. */
    interface Wire {
        /**
         * Sends a request and waits for its answer, for a limited time.
         *
         * @param path with query
         * @param type media type of the body
         * @param body empty if it has none
         */
        Reply send(String method, String path, String type, String body);
    }

    /**
     * An answer.
     *
     * @param code HTTP status; 0 if none came
     * @param body its JSON, missing if it has none
     */
    record Reply(int code, JsonNode body) {
        static final Reply NONE = new Reply(0, MissingNode.getInstance());

        boolean good() {
            return code >= HttpURLConnection.HTTP_OK && code < HttpURLConnection.HTTP_MULT_CHOICE;
        }

        /** What it says about a change. */
        Answer answer() {
            if (good()) {
                return Answer.DONE;
            }
            return switch (code) {
                case HttpURLConnection.HTTP_NOT_FOUND -> Answer.ABSENT;
                // A JSON patch whose test does not hold is unprocessable.
                case HttpURLConnection.HTTP_CONFLICT, UNPROCESSABLE -> Answer.CONFLICT;
                case TOO_MANY_REQUESTS -> Answer.REFUSED;
                case HttpURLConnection.HTTP_FORBIDDEN, HttpURLConnection.HTTP_UNAUTHORIZED -> Answer.FORBIDDEN;
                default -> Answer.UNCERTAIN;
            };
        }
    }

    Reply get(String path) {
        return wire.send("GET", path, JSON, "");
    }

    Reply post(String path, Object body) {
        return wire.send("POST", path, JSON, Serialization.asJson(body));
    }

    Reply put(String path, Object body) {
        return wire.send("PUT", path, JSON, Serialization.asJson(body));
    }

    Reply delete(String path, Object options) {
        return wire.send("DELETE", path, JSON, Serialization.asJson(options));
    }

    Reply patch(String path, String type, Object body) {
        return wire.send("PATCH", path, type, Serialization.asJson(body));
    }
}
