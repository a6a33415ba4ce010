package dev.fusebox.agent.roster;

import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Roster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.function.Consumer;
import java.util.logging.Logger;

/**
 * Looks at a roster file when told to and passes on what is newer. A file that is broken by then changes nothing: the last good
 * roster stays, with one line in the log. Not thread-safe.
 */
public final class RosterWatch {
    private static final Logger LOG = Logger.getLogger(RosterWatch.class.getName());

    private final Path file;
    private final MemberId self;
    private final Consumer<Roster> changed;
    private Roster current;
    private FileTime seen;
    private boolean missing;

    /** Behind the roster that was read at the start. */
    public RosterWatch(Path file, MemberId self, Roster current, Consumer<Roster> changed) {
        this.file = file;
        this.self = self;
        this.current = current;
        this.changed = changed;
        this.seen = FileTime.fromMillis(0);
    }

    /** Looks once. */
    public void look() {
        try {
            FileTime modified = Files.getLastModifiedTime(file);
            if (modified.equals(seen)) {
                return;
            }
            seen = modified;
            missing = false;
            Roster read = RosterFile.read(file, self);
            if (read.isNewerThan(current)
                    || !read.groupEpoch().group().equals(current.groupEpoch().group())) {
                current = read;
                changed.accept(read);
            } else if (!read.equals(current)) {
                LOG.warning(file + ": changed, but neither epoch nor revision rose: ignored");
            }
        } catch (RosterFileException broken) {
            LOG.warning("roster not changed: " + broken.getMessage());
        } catch (IOException gone) {
            if (!missing) {
                LOG.warning("roster not changed: " + file + " cannot be read any more");
            }
            missing = true;
        }
    }
}
