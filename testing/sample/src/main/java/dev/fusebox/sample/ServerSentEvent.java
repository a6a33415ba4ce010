package dev.fusebox.sample;

/**
 * One event of the stream.
 *
 * @param id its place in the stream, to resume behind it; empty if it had none
 * @param name what happened, for example {@code fuse-burnt}
 * @param data one line of JSON
 * @param heardNanos {@link System#nanoTime()} when its data had been read
 */
record ServerSentEvent(String id, String name, String data, long heardNanos) {}
