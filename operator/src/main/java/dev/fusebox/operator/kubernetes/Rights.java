package dev.fusebox.operator.kubernetes;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rights that turned out to be missing: one log line for each when it shows, and one when it was given. What needs a missing right is
 * tried again quietly; nothing ends because of it. Thread-safe.
 */
public final class Rights {
    private static final Logger LOG = LoggerFactory.getLogger(Rights.class);

    private final Set<Right> missing = ConcurrentHashMap.newKeySet();
    private final Consumer<List<Right>> changed;

    /**
     * None is missing yet.
     *
     * @param changed takes what is missing after each change; must not block
     */
    public Rights(Consumer<List<Right>> changed) {
        this.changed = changed;
    }

    /** The API server said no. */
    public void denied(Right right, String without) {
        if (missing.add(right)) {
            LOG.error("right missing: the operator's service account may not {}; without it {}", right.text(), without);
            changed.accept(missing());
        }
    }

    /** It said yes. */
    public void granted(Right right) {
        if (missing.remove(right)) {
            LOG.info("right given: {}", right.text());
            changed.accept(missing());
        }
    }

    /** Those that are missing, in a fixed order; empty is good. */
    public List<Right> missing() {
        return missing.stream().sorted(Comparator.comparing(Right::text)).toList();
    }
}
