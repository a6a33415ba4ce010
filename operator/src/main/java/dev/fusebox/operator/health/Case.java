package dev.fusebox.operator.health;

import java.time.Instant;

/**
 * A verdict about a member, frozen when it fell. It outlives the epoch: until the member is back in an intact group, its pod is gone, or
 * it is old.
 *
 * @param uid the member's pod
 * @param name its name
 * @param node where it ran
 * @param verdict name of the verdict
 * @param votes distinct members that voted
 * @param observers distinct members that observe it
 * @param levelMilli highest level of suspicion among the reporters, in thousandths
 * @param epoch in which it fell
 * @param openedNanos monotonic
 * @param since for people
 */
public record Case(
        String uid,
        String name,
        String node,
        String verdict,
        int votes,
        int observers,
        int levelMilli,
        long epoch,
        long openedNanos,
        Instant since) {}
