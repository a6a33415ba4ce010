package dev.fusebox.operator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.api.v1alpha1.DetectionSpec;
import dev.fusebox.api.v1alpha1.FailureGroup;
import dev.fusebox.api.v1alpha1.FailureGroupSpec;
import dev.fusebox.api.v1alpha1.PodSelector;
import dev.fusebox.proto.v1.Detection;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SpecReaderTest {
    @ParameterizedTest
    @EnumSource
    void aDetectorHasTheSameNameInTheSpecAndOnTheWire(DetectionSpec.Detector detector) {
        String words = detector.name().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
        assertThat(SpecReader.spec(group(detector)).detection().getDetector())
                .isEqualTo(Detection.Detector.valueOf(words));
    }

    private static FailureGroup group(DetectionSpec.Detector detector) {
        FailureGroup group = new FailureGroup();
        group.setMetadata(new ObjectMetaBuilder()
                .withNamespace("jobs")
                .withName("g")
                .withUid("u")
                .withGeneration(1L)
                .build());
        FailureGroupSpec spec = new FailureGroupSpec();
        spec.selector = new PodSelector();
        spec.selector.matchLabels = Map.of("app", "a");
        spec.detection.detector = detector;
        group.setSpec(spec);
        return group;
    }
}
