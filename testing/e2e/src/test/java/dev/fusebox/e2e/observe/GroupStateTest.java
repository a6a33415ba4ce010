package dev.fusebox.e2e.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class GroupStateTest {
    @Test
    void readsAStatus() throws JsonProcessingException {
        GroupState state = state(7, "Intact", "True", 6, 6);

        assertThat(state.epoch()).isEqualTo(7);
        assertThat(state.condition("FuseIntact").reason()).isEqualTo("Because");
        assertThat(state.isWhole(6)).isTrue();
        assertThat(state.isWhole(5)).isFalse();
    }

    @Test
    void aGroupWithoutAStatusIsNotWholeAndNotBurnt() throws JsonProcessingException {
        GroupState state = GroupState.of(new ObjectMapper().readTree("{\"metadata\":{\"name\":\"x\"}}"), 1);

        assertThat(state.isWhole(0)).isFalse();
        assertThat(state.showsBurnOf(1)).isFalse();
    }

    @Test
    void aMemberMissingIsNotWhole() throws JsonProcessingException {
        assertThat(state(7, "Intact", "True", 6, 5).isWhole(6)).isFalse();
    }

    @Test
    void aBurnShowsAsFuseAsConditionOrAsALaterEpoch() throws JsonProcessingException {
        assertThat(state(7, "Burnt", "Unknown", 6, 5).showsBurnOf(7)).isTrue();
        assertThat(state(7, "Intact", "False", 6, 5).showsBurnOf(7)).isTrue();
        assertThat(state(8, "Forming", "False", 6, 5).showsBurnOf(7)).isTrue();
        assertThat(state(7, "Forming", "False", 6, 5).showsBurnOf(7)).isFalse();
        assertThat(state(7, "Intact", "True", 6, 5).showsBurnOf(7)).isFalse();
        assertThat(state(6, "Burnt", "False", 6, 5).showsBurnOf(7)).isFalse();
    }

    private static GroupState state(long epoch, String fuse, String fuseIntact, int selected, int healthy)
            throws JsonProcessingException {
        String json = """
                {"metadata":{"resourceVersion":"12"},"status":{"epoch":%d,"fuse":"%s",
                 "members":{"selected":%d,"reporting":%d,"healthy":%d},
                 "conditions":[{"type":"FuseIntact","status":"%s","reason":"Because","message":"so"}]}}
                """.formatted(epoch, fuse, selected, selected, healthy, fuseIntact);
        return GroupState.of(new ObjectMapper().readTree(json), 1);
    }
}
