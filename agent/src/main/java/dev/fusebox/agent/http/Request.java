package dev.fusebox.agent.http;

import java.util.List;
import java.util.Map;

/**
 * What was asked.
 *
 * @param path segments, decoded
 * @param query decoded; of a name that comes twice the last
 * @param lastEventId of that header, empty if absent
 * @param body at most {@value #MAX_BODY_BYTES} bytes
 */
public record Request(String method, List<String> path, Map<String, String> query, String lastEventId, String body) {
    /** The longest body. */
    public static final int MAX_BODY_BYTES = 4 * 1024;

    public Request {
        path = List.copyOf(path);
        query = Map.copyOf(query);
    }

    /** Whether it is this method on this path. */
    public boolean is(String wantedMethod, String... segments) {
        return method.equals(wantedMethod) && hasPath(segments);
    }

    /** Whether it is this path; a segment {@code *} stands for any. */
    public boolean hasPath(String... segments) {
        if (path.size() != segments.length) {
            return false;
        }
        for (int i = 0; i < segments.length; i++) {
            if (!segments[i].equals("*") && !segments[i].equals(path.get(i))) {
                return false;
            }
        }
        return true;
    }
}
