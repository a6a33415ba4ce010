package dev.fusebox.core.cut;

import dev.fusebox.core.roster.MemberId;

/**
 * A conclusion about one member.
 *
 * @param subject whom it is about
 * @param kind what it says
 * @param uncorroborated without two unsuspected explicit voters: a burn, never a ground for action
 * @param detail for people, at most 256 characters
 */
public record Verdict(MemberId subject, VerdictKind kind, boolean uncorroborated, String detail) {}
