package dev.fusebox.agent.pod;

/**
 * How this agent looks at the application beside it: {@code FailureGroup.spec.detection.application}.
 *
 * @param kind what is asked
 * @param periodMilliseconds from one look to the next, 100 to 3600000; for progress, the longest time between two words
 * @param timeoutMilliseconds an answer that takes longer is a miss: 10 to the period, 60000 at most; progress does not use it
 * @param failureThreshold so many misses in a row are a failure, 1 to 100
 */
public record ApplicationCheck(Kind kind, int periodMilliseconds, int timeoutMilliseconds, int failureThreshold) {
    public ApplicationCheck {
        Ranges.check("period of the application check", periodMilliseconds, 100, 3_600_000);
        Ranges.check("timeout of the application check", timeoutMilliseconds, 10, Math.min(60_000, periodMilliseconds));
        Ranges.check("failure threshold of the application check", failureThreshold, 1, 100);
    }

    /** What is asked. */
    public sealed interface Kind {}

    /**
     * A GET on 127.0.0.1; 200 to 399 is well.
     *
     * @param path with query, printable ASCII without spaces, begins with a slash, at most 1024 characters
     */
    public record HttpGet(String path, int port) implements Kind {
        private static final int MAX_PATH_LENGTH = 1_024;

        public HttpGet {
            boolean printable = path.chars().allMatch(c -> c > ' ' && c <= '~');
            if (!path.startsWith("/") || path.length() > MAX_PATH_LENGTH || !printable) {
                throw new IllegalArgumentException("path of the application check must be printable and begin with /");
            }
            Ranges.check("port of the application check", port, 1, 65_535);
        }
    }

    /** A connection to 127.0.0.1; being accepted is well. */
    public record TcpPort(int port) implements Kind {
        public TcpPort {
            Ranges.check("port of the application check", port, 1, 65_535);
        }
    }

    /** The service {@code grpc.health.v1.Health} on 127.0.0.1; SERVING is well. */
    public record GrpcPort(int port) implements Kind {
        public GrpcPort {
            Ranges.check("port of the application check", port, 1, 65_535);
        }
    }

    /** The application says itself that it gets on; counts from its first word. */
    public record Progress() implements Kind {}
}
