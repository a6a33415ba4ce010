package dev.fusebox.swarm.agents;

/**
 * A pod that an agent stands in.
 *
 * @param uid its UID on the API server
 */
public record Member(String uid, String namespace, String name, String node) {}
