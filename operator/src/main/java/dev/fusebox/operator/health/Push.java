package dev.fusebox.operator.health;

import dev.fusebox.proto.v1.OperatorMessage;

/**
 * Something to send to one agent.
 *
 * @param uid the agent's pod
 */
public record Push(String uid, OperatorMessage message) {}
