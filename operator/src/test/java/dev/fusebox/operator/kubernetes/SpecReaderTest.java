package dev.fusebox.operator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.fusebox.api.v1alpha1.ApplicationSpec;
import dev.fusebox.api.v1alpha1.DetectionSpec;
import dev.fusebox.api.v1alpha1.FailureGroup;
import dev.fusebox.api.v1alpha1.FailureGroupSpec;
import dev.fusebox.api.v1alpha1.FailureGroupSpec.GroupFate;
import dev.fusebox.api.v1alpha1.PodSelector;
import dev.fusebox.api.v1alpha1.RemediationSpec;
import dev.fusebox.api.v1alpha1.TemplateReference;
import dev.fusebox.operator.roster.GroupSpec;
import dev.fusebox.operator.roster.RemediationPolicy;
import dev.fusebox.operator.roster.RemediationPolicy.Share;
import dev.fusebox.proto.v1.ApplicationCheck;
import dev.fusebox.proto.v1.Detection;
import dev.fusebox.proto.v1.Fate;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecReaderTest {
    private static String onTheWire(Enum<?> word) {
        return word.name().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    }

    @ParameterizedTest
    @EnumSource
    void aDetectorHasTheSameNameInTheSpecAndOnTheWire(DetectionSpec.Detector detector) {
        assertThat(read(spec -> spec.detection.detector = detector).detection().getDetector())
                .isEqualTo(Detection.Detector.valueOf(onTheWire(detector)));
    }

    @ParameterizedTest
    @EnumSource
    void aFateHasTheSameNameInTheSpecAndOnTheWire(GroupFate fate) {
        assertThat(read(spec -> spec.fate = fate).fate()).isEqualTo(Fate.valueOf(onTheWire(fate)));
    }

    @ParameterizedTest
    @EnumSource
    void aModeIsWhatItSays(RemediationSpec.Mode mode) {
        assertThat(read(spec -> spec.remediation.mode = mode)
                        .remediation()
                        .mode()
                        .name())
                .isEqualTo(onTheWire(mode));
    }

    @ParameterizedTest
    @EnumSource
    void aPodActionIsWhatItSays(RemediationSpec.PodAction action) {
        assertThat(read(spec -> spec.remediation.podAction = action)
                        .remediation()
                        .podAction()
                        .name())
                .isEqualTo(onTheWire(action));
    }

    @ParameterizedTest
    @CsvSource({"None,NONE", "Cordon,CORDON", "Taint,TAINT"})
    void aNodeActionIsWhatItSays(RemediationSpec.NodeAction action, RemediationPolicy.NodeAction read) {
        assertThat(read(spec -> spec.remediation.nodeAction = action)
                        .remediation()
                        .nodeAction())
                .isEqualTo(read);
    }

    @Test
    void aTemplateIsNamedWithItsVersionAndKind() {
        RemediationPolicy policy = read(spec -> {
                    spec.remediation.nodeAction = RemediationSpec.NodeAction.RemediationTemplate;
                    spec.remediation.remediationTemplate = new TemplateReference();
                    spec.remediation.remediationTemplate.apiVersion = "fence.example.com/v1";
                    spec.remediation.remediationTemplate.kind = "FenceTemplate";
                    spec.remediation.remediationTemplate.name = "quick";
                })
                .remediation();
        assertThat(policy.nodeAction()).isEqualTo(RemediationPolicy.NodeAction.TEMPLATE);
        assertThat(policy.template()).isEqualTo("fence.example.com/v1/FenceTemplate/quick");
    }

    @Test
    void whatIsLeftOutIsItsDefaultHereAndInTheDefinition() {
        GroupSpec read = read(spec -> {});
        assertThat(read.remediation()).isEqualTo(RemediationPolicy.DEFAULT);
        assertThat(read.fate()).isEqualTo(Fate.NOTIFY);
        assertThat(read.reformsAutomatically()).isTrue();
        assertThat(read.application()).isEmpty();
        assertThat(read.resume()).isEmpty();
    }

    @Test
    void aDefinitionThatIsOlderThanTheOperatorLeavesOutWhatItDoesNotKnow() {
        GroupSpec read = read(spec -> {
            spec.remediation = new RemediationSpec();
            spec.remediation.podAction = null;
            spec.remediation.nodeAction = null;
            spec.remediation.maxUnhealthy = null;
            spec.remediation.maxActions = null;
            spec.remediation.pauseRequests = null;
            spec.reform = null;
        });
        assertThat(read.remediation()).isEqualTo(RemediationPolicy.DEFAULT);
        assertThat(read.reformsAutomatically()).isTrue();
    }

    @Test
    void aPauseAndAnExplicitSettingAreKept() {
        RemediationPolicy policy = read(spec -> {
                    spec.remediation.pauseRequests = List.of("upgrade");
                    spec.remediation.restartDelayMilliseconds = 1;
                    spec.remediation.actOnPeersOnly = true;
                    spec.remediation.maxActions = 2;
                    spec.remediation.windowSeconds = 3;
                    spec.remediation.minIntervalSeconds = 4;
                    spec.remediation.stormCooldownSeconds = 5;
                    spec.remediation.healthyDelaySeconds = 6;
                })
                .remediation();
        assertThat(policy.pauseRequests()).containsExactly("upgrade");
        assertThat(policy.actOnPeersOnly()).isTrue();
        assertThat(List.of(
                        policy.restartDelayMilliseconds(),
                        policy.maxActions(),
                        policy.windowSeconds(),
                        policy.minIntervalSeconds(),
                        policy.stormCooldownSeconds(),
                        policy.healthyDelaySeconds()))
                .containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void maxUnhealthyIsANumberOrAPercentage() {
        assertThat(maxUnhealthy(new IntOrString(3))).isEqualTo(new Share(3, false));
        assertThat(maxUnhealthy(new IntOrString("40%"))).isEqualTo(new Share(40, true));
        assertThat(maxUnhealthy(new IntOrString("100%"))).isEqualTo(new Share(100, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0%", "101%", "25", "a lot", "-1%", "2.5%", ""})
    void anyOtherMaxUnhealthyIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> maxUnhealthy(new IntOrString(text)))
                .withMessageContaining("maxUnhealthy must be");
        assertThatIllegalArgumentException().isThrownBy(() -> maxUnhealthy(new IntOrString(0)));
        assertThatIllegalArgumentException().isThrownBy(() -> maxUnhealthy(new IntOrString(1_001)));
    }

    private static Share maxUnhealthy(IntOrString written) {
        return read(spec -> spec.remediation.maxUnhealthy = written)
                .remediation()
                .maxUnhealthy();
    }

    @Test
    void theResumeTokenIsWhateverTheAnnotationSays() {
        FailureGroup group = group(spec -> {});
        group.getMetadata().setAnnotations(Map.of("fusebox.dev/resume", "2026-11-25 by ops", "other", "x"));
        assertThat(SpecReader.spec(group).resume()).isEqualTo("2026-11-25 by ops");
        group.getMetadata().setAnnotations(Map.of("fusebox.dev/resume", "y".repeat(1_000)));
        assertThat(SpecReader.spec(group).resume()).hasSize(256);
    }

    @Test
    void manualReformWaitsForAPerson() {
        assertThat(read(spec -> spec.reform = FailureGroupSpec.Reform.Manual).reformsAutomatically())
                .isFalse();
    }

    @Test
    void eachKindOfCheckIsHandedToTheAgents() {
        assertThat(check(a -> a.httpGet = http("/healthz", 8080)))
                .isEqualTo(ApplicationCheck.newBuilder()
                        .setHttpGet(ApplicationCheck.HttpGet.newBuilder()
                                .setPath("/healthz")
                                .setPort(8080))
                        .setPeriodMilliseconds(1_000)
                        .setTimeoutMilliseconds(500)
                        .setFailureThreshold(3)
                        .build());
        assertThat(check(a -> a.tcpSocket = port(5432)).getTcpPort()).isEqualTo(5432);
        assertThat(check(a -> a.grpc = port(9000)).getGrpcPort()).isEqualTo(9000);
    }

    @Test
    void progressNeedsNoTimeout() {
        ApplicationCheck check = check(a -> {
            a.progress = new ApplicationSpec.Progress();
            a.periodMilliseconds = 200;
        });
        assertThat(check.getProgress()).isTrue();
        assertThat(check.getTimeoutMilliseconds()).isEqualTo(200);
    }

    @Test
    void anApplicationIsCheckedInExactlyOneWay() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check(a -> {}))
                .withMessageContaining("exactly one of httpGet, tcpSocket, grpc and progress");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check(a -> {
                    a.grpc = port(1);
                    a.tcpSocket = port(2);
                }))
                .withMessageContaining("exactly one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check(a -> {
                    a.grpc = port(1);
                    a.timeoutMilliseconds = 1_001;
                }))
                .withMessageContaining("timeoutMilliseconds of at most periodMilliseconds");
    }

    private static ApplicationCheck check(Consumer<ApplicationSpec> change) {
        return read(spec -> {
                    spec.detection.application = new ApplicationSpec();
                    change.accept(spec.detection.application);
                })
                .application()
                .orElseThrow();
    }

    private static ApplicationSpec.HttpGet http(String path, int port) {
        ApplicationSpec.HttpGet http = new ApplicationSpec.HttpGet();
        http.path = path;
        http.port = port;
        return http;
    }

    private static ApplicationSpec.Port port(int number) {
        ApplicationSpec.Port port = new ApplicationSpec.Port();
        port.port = number;
        return port;
    }

    private static GroupSpec read(Consumer<FailureGroupSpec> change) {
        return SpecReader.spec(group(change));
    }

    private static FailureGroup group(Consumer<FailureGroupSpec> change) {
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
        change.accept(spec);
        group.setSpec(spec);
        return group;
    }
}
