package dev.fusebox.agent.restart;

import dev.fusebox.agent.state.CheckedFile;
import dev.fusebox.core.roster.GroupEpoch;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The ledger on disk. A file that is broken is no empty ledger: it may have been a full one, and nothing restarts on its account. Not
 * thread-safe.
 */
public final class LedgerFile {
    private static final int MAGIC = 0x46425852;
    private static final int VERSION = 1;
    private static final int MAX_ENTRIES = 1_000;
    private static final Logger LOG = Logger.getLogger(LedgerFile.class.getName());

    private final CheckedFile file;

    /** The file {@code restarts} in that folder, which must exist. */
    public LedgerFile(Path folder) {
        this.file = new CheckedFile(folder, "restarts", MAGIC, VERSION);
    }

    /** The ledger; an empty one if there is no file, nothing if it is broken, with one line in the log. */
    Optional<RestartLedger> read() {
        try {
            Optional<byte[]> content = file.read();
            return Optional.of(content.isEmpty() ? RestartLedger.EMPTY : decode(content.get()));
        } catch (IOException | IllegalArgumentException broken) {
            LOG.warning("ledger of restarts " + file + " cannot be read (" + broken.getMessage()
                    + "): this agent restarts nothing until its pod is replaced");
            return Optional.empty();
        }
    }

    /** Whether it is kept. */
    boolean write(RestartLedger ledger) {
        try {
            file.write(encode(ledger));
            return true;
        } catch (IOException failure) {
            LOG.log(Level.SEVERE, "the ledger of restarts is not kept: {0}", failure.toString());
            return false;
        }
    }

    static byte[] encode(RestartLedger ledger) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(ledger.restarts().size());
        for (BootTime at : ledger.restarts()) {
            out.writeUTF(at.boot());
            out.writeLong(at.sinceMillis());
        }
        epochs(ledger.epochs(), out);
        epochs(ledger.planned(), out);
        out.writeInt(ledger.orders().size());
        for (String order : ledger.orders()) {
            out.writeUTF(order);
        }
        out.writeLong(ledger.leaderEpoch());
        out.writeLong(ledger.byFate());
        out.writeLong(ledger.byOrder());
        return bytes.toByteArray();
    }

    /** Throws {@link IOException} or {@link IllegalArgumentException} if the bytes are not what {@link #encode} writes. */
    static RestartLedger decode(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        List<BootTime> restarts = new ArrayList<>();
        for (int left = count(in); left > 0; left--) {
            restarts.add(new BootTime(in.readUTF(), in.readLong()));
        }
        List<GroupEpoch> epochs = epochs(in);
        List<GroupEpoch> planned = epochs(in);
        List<String> orders = new ArrayList<>();
        for (int left = count(in); left > 0; left--) {
            orders.add(in.readUTF());
        }
        RestartLedger ledger =
                new RestartLedger(restarts, epochs, planned, orders, in.readLong(), in.readLong(), in.readLong());
        if (in.available() > 0) {
            throw new IOException("it goes on behind its end");
        }
        return ledger;
    }

    private static void epochs(List<GroupEpoch> epochs, DataOutputStream out) throws IOException {
        out.writeInt(epochs.size());
        for (GroupEpoch epoch : epochs) {
            out.writeUTF(epoch.group());
            out.writeLong(epoch.epoch());
        }
    }

    private static List<GroupEpoch> epochs(DataInputStream in) throws IOException {
        List<GroupEpoch> epochs = new ArrayList<>();
        for (int left = count(in); left > 0; left--) {
            epochs.add(new GroupEpoch(in.readUTF(), in.readLong()));
        }
        return epochs;
    }

    private static int count(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MAX_ENTRIES) {
            throw new IOException("it counts " + count + " entries");
        }
        return count;
    }
}
