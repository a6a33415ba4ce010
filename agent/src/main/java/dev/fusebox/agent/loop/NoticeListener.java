package dev.fusebox.agent.loop;

import dev.fusebox.core.member.Notice;

/** Somebody who is told. Called on the loop's thread; must not block. */
@FunctionalInterface
public interface NoticeListener {
    /**
     * The notice, as soon as the state behind it is kept.
     *
     * @param nowNanos when the input came that led to it
     */
    void told(Notice notice, long nowNanos);
}
