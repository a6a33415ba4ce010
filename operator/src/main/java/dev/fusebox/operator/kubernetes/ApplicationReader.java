package dev.fusebox.operator.kubernetes;

import dev.fusebox.api.v1alpha1.ApplicationSpec;
import dev.fusebox.proto.v1.ApplicationCheck;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads how agents look at the application into what they are handed. Pure. */
final class ApplicationReader {
    private ApplicationReader() {}

    /**
     * The check, if there is one.
     *
     * @throws IllegalArgumentException if it is no check, or more than one; the message says what to change
     */
    static Optional<ApplicationCheck> check(@Nullable ApplicationSpec spec) {
        if (spec == null) {
            return Optional.empty();
        }
        long kinds = Stream.of(
                        Optional.ofNullable(spec.httpGet),
                        Optional.ofNullable(spec.tcpSocket),
                        Optional.ofNullable(spec.grpc),
                        Optional.ofNullable(spec.progress))
                .filter(Optional::isPresent)
                .count();
        require(kinds == 1, "needs exactly one of httpGet, tcpSocket, grpc and progress");
        require(
                spec.periodMilliseconds != null && spec.timeoutMilliseconds != null && spec.failureThreshold != null,
                "needs periodMilliseconds, timeoutMilliseconds and failureThreshold");
        require(
                spec.progress != null || spec.timeoutMilliseconds <= spec.periodMilliseconds,
                "needs a timeoutMilliseconds of at most periodMilliseconds");
        ApplicationCheck.Builder check = ApplicationCheck.newBuilder()
                .setPeriodMilliseconds(spec.periodMilliseconds)
                .setTimeoutMilliseconds(Math.min(spec.timeoutMilliseconds, spec.periodMilliseconds))
                .setFailureThreshold(spec.failureThreshold);
        if (spec.httpGet != null) {
            require(spec.httpGet.path != null, "needs a path in httpGet");
            check.setHttpGet(ApplicationCheck.HttpGet.newBuilder()
                    .setPath(spec.httpGet.path)
                    .setPort(port(spec.httpGet.port)));
        } else if (spec.tcpSocket != null) {
            check.setTcpPort(port(spec.tcpSocket.port));
        } else if (spec.grpc != null) {
            check.setGrpcPort(port(spec.grpc.port));
        } else {
            check.setProgress(true);
        }
        return Optional.of(check.build());
    }

    private static int port(@Nullable Integer port) {
        if (port == null) {
            throw new IllegalArgumentException("spec.detection.application needs a port");
        }
        return port;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("spec.detection.application " + otherwise);
        }
    }
}
