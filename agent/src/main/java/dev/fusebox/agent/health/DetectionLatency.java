package dev.fusebox.agent.health;

import dev.fusebox.agent.loop.NoticeListener;
import dev.fusebox.core.member.Notice;

/** From the first suspicion to telling the application, as a histogram. On the loop's thread. */
public final class DetectionLatency implements NoticeListener {
    private static final double[] BOUNDS_SECONDS = {0.05, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10};
    private static final double NANOS_PER_SECOND = 1e9;

    private final long[] buckets = new long[BOUNDS_SECONDS.length];
    private long count;
    private double sumSeconds;

    @Override
    public void told(Notice notice, long nowNanos) {
        if (notice instanceof Notice.FuseBurnt burnt && burnt.detectionNanos() > 0) {
            double seconds = burnt.detectionNanos() / NANOS_PER_SECOND;
            count++;
            sumSeconds += seconds;
            for (int i = 0; i < BOUNDS_SECONDS.length; i++) {
                buckets[i] += seconds <= BOUNDS_SECONDS[i] ? 1 : 0;
            }
        }
    }

    void writeTo(MetricsText text) {
        String name = "fusebox_detection_latency_seconds";
        text.head(name, "histogram", "From the first suspicion of a subject of the cause to telling the application.");
        for (int i = 0; i < BOUNDS_SECONDS.length; i++) {
            text.sample(name + "_bucket", "le=\"" + BOUNDS_SECONDS[i] + "\"", buckets[i]);
        }
        text.sample(name + "_bucket", "le=\"+Inf\"", count);
        text.sample(name + "_sum", "", sumSeconds);
        text.sample(name + "_count", "", count);
    }
}
