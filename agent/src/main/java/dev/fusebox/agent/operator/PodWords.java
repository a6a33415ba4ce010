package dev.fusebox.agent.operator;

import dev.fusebox.agent.pod.CaseSubject;
import dev.fusebox.agent.pod.PodRules;
import dev.fusebox.agent.pod.RestartOrder;
import java.util.List;

/** Who hears what the operator says about this pod, beside what the member hears. On the loop's thread. */
public interface PodWords {
    /** What a group's newest roster says about this pod. */
    void rules(PodRules rules);

    /** That group is no more. */
    void removed(String group);

    void order(RestartOrder order);

    /** Whom to probe from now on, instead of those before. */
    void watch(List<CaseSubject> subjects);

    /** Hears nothing. */
    static PodWords unheard() {
        return new PodWords() {
            @Override
            public void rules(PodRules rules) {}

            @Override
            public void removed(String group) {}

            @Override
            public void order(RestartOrder order) {}

            @Override
            public void watch(List<CaseSubject> subjects) {}
        };
    }
}
