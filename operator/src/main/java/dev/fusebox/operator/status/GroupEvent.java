package dev.fusebox.operator.status;

/**
 * Something that people should see in {@code kubectl describe}.
 *
 * @param warning whether it is a Warning, or Normal
 * @param reason stable, CamelCase
 */
public record GroupEvent(boolean warning, String reason, String message) {}
