package dev.fusebox.e2e.cluster;

/**
 * A member's pod.
 *
 * @param uid the member's id in the group
 * @param node empty until it is scheduled
 */
public record MemberPod(String name, String uid, String node) {}
