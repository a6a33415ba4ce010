package dev.fusebox.core.member;

import dev.fusebox.core.roster.MemberId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Whom a member asks to probe a subject for it: at random among those that are neither suspected nor convicted and not on the subject's
 * node; members of the asker's own node last, because they share its fate. Only where there is nobody else, those of the subject's own
 * node: without them, a bad link between two nodes would convict.
 */
record HelperChoice(MemberId asker, MemberId subject, Map<MemberId, String> nodes) {
    List<MemberId> among(List<MemberId> others, Set<MemberId> distrusted, int wanted, RandomGenerator random) {
        String subjectNode = nodes.getOrDefault(subject, "");
        String ownNode = nodes.getOrDefault(asker, "");
        List<MemberId> elsewhere = new ArrayList<>();
        List<MemberId> here = new ArrayList<>();
        List<MemberId> beside = new ArrayList<>();
        for (MemberId other : others) {
            String node = nodes.getOrDefault(other, "");
            if (!other.equals(subject) && !distrusted.contains(other)) {
                (node.equals(subjectNode) ? beside : node.equals(ownNode) ? here : elsewhere).add(other);
            }
        }
        Collections.shuffle(elsewhere, Random.from(random));
        Collections.shuffle(here, Random.from(random));
        elsewhere.addAll(here);
        if (elsewhere.isEmpty()) {
            Collections.shuffle(beside, Random.from(random));
            elsewhere.addAll(beside);
        }
        return List.copyOf(elsewhere.subList(0, Math.min(wanted, elsewhere.size())));
    }
}
