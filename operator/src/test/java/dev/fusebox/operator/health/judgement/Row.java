package dev.fusebox.operator.health.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;

/**
 * A line of a rule's table: what is different from a scene in which every rule holds, and the reason that the rule then gives.
 *
 * @param picture of the case, for people
 */
record Row(String picture, Scene scene, RuleReason reason) {
    static Row row(String picture, Scene scene, Consumer<Scene> bend, RuleReason reason) {
        bend.accept(scene);
        return new Row(picture, scene, reason);
    }

    static Row pod(String picture, Consumer<Scene> bend, RuleReason reason) {
        return row(picture, new Scene(), bend, reason);
    }

    static Row node(String picture, Consumer<Scene> bend, RuleReason reason) {
        return row(picture, Scene.ofNode(), bend, reason);
    }

    void check() {
        Decision decision = scene.judge();
        assertThat(decision.outcomes())
                .filteredOn(o -> o.rule().equals(reason.rule()))
                .singleElement()
                .satisfies(o -> {
                    assertThat(o.reason()).as(o.message()).isEqualTo(reason.text());
                    assertThat(o.holds()).isEqualTo(reason.holds());
                });
        if (!reason.holds()) {
            assertThat(decision.allowed()).isFalse();
        }
    }

    @Override
    public String toString() {
        return picture + ": " + reason.text();
    }
}
