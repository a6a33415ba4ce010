package dev.fusebox.e2e.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private static final Metrics SCRAPE = new Metrics("""
            # HELP fusebox_own_stalls_total Own stalls.
            # TYPE fusebox_own_stalls_total counter
            fusebox_own_stalls_total 3.0
            fusebox_own_stalls_total_other 50
            apiserver_request_total{code="200",group="fusebox.dev",resource="failuregroups",verb="PATCH"} 4
            apiserver_request_total{code="409",group="fusebox.dev",resource="failuregroups",verb="PATCH"} 1
            apiserver_request_total{code="200",group="",resource="pods",verb="PATCH"} 1e+02
            """);

    @Test
    void readsASeriesWithoutLabelsAndNoneThatStartsAlike() {
        assertThat(SCRAPE.sum("fusebox_own_stalls_total", Map.of())).isEqualTo(3);
    }

    @Test
    void sumsTheSeriesWhoseLabelsFit() {
        assertThat(SCRAPE.sum("apiserver_request_total", Map.of("group", "fusebox.dev", "verb", "PATCH")))
                .isEqualTo(5);
        assertThat(SCRAPE.sum("apiserver_request_total", Map.of("resource", "pods")))
                .isEqualTo(100);
    }

    @Test
    void nothingIsZero() {
        assertThat(SCRAPE.sum("absent_total", Map.of())).isZero();
        assertThat(SCRAPE.sum("apiserver_request_total", Map.of("verb", "PUT"))).isZero();
    }
}
