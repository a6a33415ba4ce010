package dev.fusebox.core.detect;

import dev.fusebox.core.roster.MemberId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * A heartbeat that carries the path it took.
 *
 * @param path who passed it on, the sender first, the latest last; 1 to {@value #MAX_LENGTH} members, none twice
 */
public record PathHeartbeat(List<MemberId> path) {
    /** A longer path is refused wherever it comes from. */
    public static final int MAX_LENGTH = 16;

    public PathHeartbeat {
        path = List.copyOf(path);
        if (path.isEmpty() || path.size() > MAX_LENGTH) {
            throw new IllegalArgumentException("a path has 1 to " + MAX_LENGTH + " members, not " + path.size());
        }
        if (new LinkedHashSet<>(path).size() != path.size()) {
            throw new IllegalArgumentException("a path names no member twice");
        }
    }

    /** The same, passed on by one more. */
    PathHeartbeat through(MemberId member) {
        List<MemberId> longer = new ArrayList<>(path);
        longer.add(member);
        return new PathHeartbeat(longer);
    }
}
