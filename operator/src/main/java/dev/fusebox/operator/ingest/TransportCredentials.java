package dev.fusebox.operator.ingest;

import io.grpc.InsecureServerCredentials;
import io.grpc.ServerCredentials;

/** The one place where the operator's transport gets its credentials. Plain text only, until identities are issued. */
public final class TransportCredentials {
    private TransportCredentials() {}

    /** Plain text, chosen explicitly. */
    public static ServerCredentials insecure() {
        return InsecureServerCredentials.create();
    }
}
