package dev.fusebox.agent.pod;

import dev.fusebox.core.roster.MemberId;

/**
 * A member whom the operator wants probed, whether or not it shares a group with this one.
 *
 * @param address host:port of its agent's peer endpoint
 */
public record CaseSubject(MemberId member, String address) {}
