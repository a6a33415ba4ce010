package dev.fusebox.agent.identity;

import dev.fusebox.core.member.Identity;
import dev.fusebox.core.roster.MemberId;
import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ServerCredentials;

/**
 * What connections are secured with. For now one kind exists: none, behind the explicit {@code --insecure}; there, a peer is who
 * its Hello says it is.
 *
 * @param identity how this member proves its life
 * @param server for connections that come in
 * @param peer for connections to other agents
 * @param operator for the connection to the operator
 */
public record Credentials(
        Identity identity, ServerCredentials server, ChannelCredentials peer, ChannelCredentials operator) {
    /** Plain text, and everybody is believed. */
    public static Credentials insecure(MemberId self) {
        return new Credentials(
                Identity.insecure(self),
                InsecureServerCredentials.create(),
                InsecureChannelCredentials.create(),
                InsecureChannelCredentials.create());
    }
}
