package dev.fusebox.operator.health.review;

import dev.fusebox.operator.health.Case;
import dev.fusebox.operator.health.GroupState;
import dev.fusebox.operator.roster.GroupSpec;
import java.util.List;

/** One group whose open cases are to be judged. */
public record Docket(GroupSpec spec, GroupState state) {
    /** All about which something may have to be done. */
    public List<Case> toJudge() {
        return state.toJudge();
    }

    /** Its open cases. */
    public List<Case> cases() {
        return state.cases();
    }
}
