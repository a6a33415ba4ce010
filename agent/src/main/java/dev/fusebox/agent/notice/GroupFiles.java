package dev.fusebox.agent.notice;

import dev.fusebox.agent.local.GroupJson;
import dev.fusebox.agent.loop.NoticeListener;
import dev.fusebox.core.member.GroupView;
import dev.fusebox.core.member.Notice;
import dev.fusebox.core.roster.MemberId;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.logging.Logger;

/** The state of each group as files, {@code <group>/epoch}, {@code fuse} and {@code members.json}, each replaced by a rename. */
public final class GroupFiles implements NoticeListener {
    private static final Logger LOG = Logger.getLogger(GroupFiles.class.getName());

    private final Path folder;
    private final MemberId self;
    private final Supplier<List<GroupView>> views;
    private final Executor disk;

    /**
     * Files in that folder.
     *
     * @param disk runs the writing, one after the other, beside the loop
     */
    public GroupFiles(Path folder, MemberId self, Supplier<List<GroupView>> views, Executor disk) {
        this.folder = folder;
        this.self = self;
        this.views = views;
        this.disk = disk;
    }

    @Override
    public void told(Notice notice, long nowNanos) {
        views.get().stream()
                .filter(view -> view.groupEpoch().equals(notice.groupEpoch()))
                .forEach(view -> {
                    String members = GroupJson.group(view, self) + "\n";
                    disk.execute(() -> write(view, members));
                });
    }

    private void write(GroupView view, String members) {
        Path group = folder.resolve(folderName(view.groupEpoch().group()));
        try {
            Files.createDirectories(group);
            replace(group, "epoch", view.groupEpoch().epoch() + "\n");
            replace(group, "members.json", members);
            replace(group, "fuse", GroupJson.word(view.fuse()) + "\n");
        } catch (IOException failure) {
            LOG.warning("files of " + view.groupEpoch() + " are not up to date: " + failure);
        }
    }

    /** The last segment of a group's name, safe as a file name. */
    static String folderName(String group) {
        String name = group.substring(group.lastIndexOf('/') + 1);
        String safe = URLEncoder.encode(name.isEmpty() ? group : name, StandardCharsets.UTF_8);
        return safe.startsWith(".") ? "%2E" + safe.substring(1) : safe;
    }

    private static void replace(Path folder, String name, String content) throws IOException {
        Path next = folder.resolve("." + name + ".next");
        Files.writeString(next, content);
        Files.move(next, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
