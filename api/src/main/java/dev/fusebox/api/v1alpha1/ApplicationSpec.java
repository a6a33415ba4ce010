package dev.fusebox.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** How an agent looks at the application beside it. */
@ValidationRule(
        value =
                "[has(self.httpGet), has(self.tcpSocket), has(self.grpc), has(self.progress)].filter(given, given).size() == 1",
        message = "application needs exactly one of httpGet, tcpSocket, grpc and progress: keep one, remove the others")
@ValidationRule(
        value = "has(self.progress) || self.timeoutMilliseconds <= self.periodMilliseconds",
        message =
                "timeoutMilliseconds must be at most periodMilliseconds, or checks would overlap: lower it, or raise the period")
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class ApplicationSpec {
    @JsonPropertyDescription("A GET on 127.0.0.1; 200 to 399 is well.")
    public HttpGet httpGet;

    @JsonPropertyDescription("A connection to 127.0.0.1; being accepted is well.")
    public Port tcpSocket;

    @JsonPropertyDescription("The service grpc.health.v1.Health on 127.0.0.1; SERVING is well.")
    public Port grpc;

    @JsonPropertyDescription(
            "The application says itself that it gets on, by POST /v1/progress to its agent, at least once in periodMilliseconds; counts from its first word. Write it as progress: {}.")
    public Progress progress;

    @Min(100)
    @Max(3_600_000)
    @Default("1000")
    @JsonPropertyDescription("The time between two checks, or for progress between two words. 100 to 3600000 ms.")
    public Integer periodMilliseconds = 1_000;

    @Min(10)
    @Max(60_000)
    @Default("500")
    @JsonPropertyDescription(
            "An answer that takes longer is a miss; at most periodMilliseconds. Not used by progress. 10 to 60000 ms.")
    public Integer timeoutMilliseconds = 500;

    @Min(1)
    @Max(100)
    @Default("3")
    @JsonPropertyDescription(
            "So many misses in a row are a failure of the application; counts from its first success. 1 to 100.")
    public Integer failureThreshold = 3;

    /** A request. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public static final class HttpGet {
        @Size(min = 1, max = 1_024)
        @Pattern("^/[!-~]*$")
        @Default("\"/\"")
        @JsonPropertyDescription("Path with query, printable ASCII without spaces, such as /healthz.")
        public String path = "/";

        @Required
        @Min(1)
        @Max(65_535)
        @JsonPropertyDescription("Port of the application. 1 to 65535.")
        public Integer port;
    }

    /** A port on the loopback address. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public static final class Port {
        @Required
        @Min(1)
        @Max(65_535)
        @JsonPropertyDescription("Port of the application. 1 to 65535.")
        public Integer port;
    }

    /** No settings of its own. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public static final class Progress {}
}
