package dev.fusebox.agent.local;

import dev.fusebox.core.member.GroupView;
import java.util.List;

/** What a group's name in a request stands for: its whole name, or its last segment where only one group ends so. */
sealed interface GroupLookup {
    /** That group. */
    record Found(GroupView view) implements GroupLookup {}

    /** No group. */
    record Unknown(String name) implements GroupLookup {
        String reason() {
            return "no group \"" + name + "\": see /v1/groups";
        }
    }

    /** More than one. */
    record Ambiguous(String name) implements GroupLookup {
        String reason() {
            return "several groups are called \"" + name + "\": use the whole name, URL-encoded";
        }
    }

    /** Looks that name up. */
    static GroupLookup of(String name, List<GroupView> all) {
        for (GroupView view : all) {
            if (view.groupEpoch().group().equals(name)) {
                return new Found(view);
            }
        }
        List<GroupView> ending = all.stream()
                .filter(view -> view.groupEpoch().group().endsWith("/" + name))
                .toList();
        return switch (ending.size()) {
            case 0 -> new Unknown(name);
            case 1 -> new Found(ending.get(0));
            default -> new Ambiguous(name);
        };
    }
}
