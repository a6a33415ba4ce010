package dev.fusebox.operator.status;

import java.util.Optional;

/**
 * Something that people should see in {@code kubectl describe}.
 *
 * @param warning whether it is a Warning, or Normal
 * @param reason stable, CamelCase
 * @param node whose description shows it too, if it is about one
 */
public record GroupEvent(boolean warning, String reason, String message, Optional<Node> node) {
    /** A node, exactly that one. */
    public record Node(String name, String uid) {}

    /** One that is about no node. */
    public GroupEvent(boolean warning, String reason, String message) {
        this(warning, reason, message, Optional.empty());
    }
}
