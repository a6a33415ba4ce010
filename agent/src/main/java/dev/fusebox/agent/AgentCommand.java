package dev.fusebox.agent;

import com.google.common.net.HostAndPort;
import com.google.common.net.InetAddresses;
import dev.fusebox.agent.peer.PeerAddress;
import dev.fusebox.agent.roster.RosterFile;
import dev.fusebox.agent.roster.RosterFileException;
import dev.fusebox.core.roster.MemberId;
import dev.fusebox.core.roster.Roster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line. */
@Command(
        name = "fusebox-agent",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        usageHelpAutoWidth = true,
        description =
                "Watches the members of a group together with the agents beside them, and tells the application at once when one fails.",
        footer = {
            "",
            "Outside Kubernetes:  fusebox-agent --roster FILE --self ID --insecure --events",
            "In Kubernetes:       fusebox-agent --operator HOST:PORT --insecure",
            "                     reads FUSEBOX_POD_UID, _POD_NAME, _NAMESPACE, _NODE and _POD_IP (downward API)"
        })
final class AgentCommand {
    private static final int DEFAULT_PEER_PORT = 7946;

    @ArgGroup(multiplicity = "1")
    private Source source = new Source();

    @ArgGroup(multiplicity = "1")
    private Security security = new Security();

    @Option(names = "--self", paramLabel = "ID", description = "With --roster: which member this is.")
    private @Nullable String self;

    @Option(names = "--events", description = "Print a line \"EV <nanoTime> <event> <member>\" for each notice.")
    private boolean events;

    @Option(
            names = "--restart-in-place",
            description =
                    "The pod has a restart rule that restarts all its containers when this agent exits with 88. Without, it never does.")
    private boolean restartInPlace;

    @Option(
            names = "--state-dir",
            paramLabel = "DIR",
            description = "Private folder for state. Default: /var/lib/fusebox in Kubernetes, else none is kept.")
    private @Nullable Path stateFolder;

    @Option(
            names = "--files-dir",
            paramLabel = "DIR",
            description = "Folder that shows the group as files. Default: /var/run/fusebox in Kubernetes, else none.")
    private @Nullable Path filesFolder;

    @Option(
            names = "--peer-port",
            paramLabel = "PORT",
            description = "For other agents. Default: that of the own address in the roster file, or 7946.")
    private @Nullable Integer peerPort;

    @Option(
            names = "--local-port",
            paramLabel = "PORT",
            defaultValue = "7117",
            description = "For the application, on 127.0.0.1. Default: 7117.")
    private int localPort;

    @Option(
            names = "--health-port",
            paramLabel = "PORT",
            defaultValue = "7118",
            description = "Health and metrics. Default: 7118.")
    private int healthPort;

    /** Where rosters come from. */
    static final class Source {
        @Option(names = "--operator", paramLabel = "HOST:PORT", description = "Get rosters from the operator.")
        private @Nullable String operator;

        @Option(
                names = "--roster",
                paramLabel = "FILE",
                description = "Read the roster from a JSON file, and follow its changes.")
        private @Nullable Path roster;
    }

    /** How connections are secured. */
    static final class Security {
        @Option(names = "--insecure", description = "Plain text; every peer is believed. For networks that you trust.")
        private boolean insecure;

        @Option(names = "--tls", paramLabel = "DIR", description = "Certificates. Not there yet.")
        private @Nullable Path tls;
    }

    /** What the command line says, checked. */
    AgentOptions options(Map<String, String> environment) throws UsageException {
        if (security.tls != null) {
            throw new UsageException("--tls is not there yet: use --insecure, on a network that you trust");
        }
        checkPort("--local-port", localPort);
        checkPort("--health-port", healthPort);
        if (peerPort != null) {
            checkPort("--peer-port", peerPort);
        }
        Path roster = source.roster;
        String operator = source.operator;
        if (roster != null) {
            return fromFile(roster);
        }
        if (operator != null) {
            return fromOperator(operator, environment);
        }
        throw new UsageException("--operator HOST:PORT or --roster FILE is needed");
    }

    private AgentOptions fromFile(Path file) throws UsageException {
        if (self == null) {
            throw new UsageException("--roster needs --self ID: which member of the roster this is");
        }
        MemberId id = memberId("--self", self);
        Roster roster;
        try {
            roster = RosterFile.read(file, id);
        } catch (RosterFileException wrong) {
            throw new UsageException(String.valueOf(wrong.getMessage()));
        }
        InetSocketAddress own =
                PeerAddress.parse(roster.member(id).orElseThrow().address()).orElseThrow();
        return new AgentOptions(
                id,
                new AgentOptions.FromFile(file, roster),
                Optional.of(own.getAddress()),
                peerPort == null ? own.getPort() : peerPort,
                localPort,
                healthPort,
                folder("--state-dir", stateFolder),
                folder("--files-dir", filesFolder),
                restartInPlace,
                events);
    }

    private AgentOptions fromOperator(String operator, Map<String, String> environment) throws UsageException {
        if (self != null) {
            throw new UsageException("--self belongs to --roster: with --operator, FUSEBOX_POD_UID says who this is");
        }
        String address = hostAndPort(operator);
        String uid = environment.getOrDefault("FUSEBOX_POD_UID", "");
        if (uid.isEmpty()) {
            throw new UsageException("--operator needs FUSEBOX_POD_UID in the environment: set it from metadata.uid");
        }
        return new AgentOptions(
                memberId("FUSEBOX_POD_UID", uid),
                new AgentOptions.FromOperator(
                        address,
                        new AgentOptions.Pod(
                                environment.getOrDefault("FUSEBOX_POD_NAME", ""),
                                environment.getOrDefault("FUSEBOX_NAMESPACE", ""),
                                environment.getOrDefault("FUSEBOX_NODE", ""))),
                podAddress(environment.getOrDefault("FUSEBOX_POD_IP", "")),
                peerPort == null ? DEFAULT_PEER_PORT : peerPort,
                localPort,
                healthPort,
                folder("--state-dir", stateFolder == null ? Path.of("/var/lib/fusebox") : stateFolder),
                folder("--files-dir", filesFolder == null ? Path.of("/var/run/fusebox") : filesFolder),
                restartInPlace,
                events);
    }

    private static Optional<InetAddress> podAddress(String address) throws UsageException {
        if (address.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddresses.forString(address));
        } catch (IllegalArgumentException wrong) {
            throw new UsageException("FUSEBOX_POD_IP is no IP address: \"" + address + "\"");
        }
    }

    private static String hostAndPort(String address) throws UsageException {
        try {
            HostAndPort parts = HostAndPort.fromString(address);
            if (parts.hasPort() && !parts.getHost().isEmpty() && parts.getPort() > 0) {
                return parts.toString();
            }
        } catch (IllegalArgumentException wrong) {
            // The same advice as for a port that is missing.
        }
        throw new UsageException("--operator must be HOST:PORT, not \"" + address + "\"");
    }

    private static MemberId memberId(String name, String value) throws UsageException {
        try {
            return new MemberId(value);
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(name + ": " + wrong.getMessage());
        }
    }

    private static void checkPort(String name, int port) throws UsageException {
        if (port < 0 || port > 65_535) {
            throw new UsageException(name + " must be 0 to 65535, not " + port);
        }
    }

    private static Optional<Path> folder(String name, @Nullable Path folder) throws UsageException {
        if (folder == null) {
            return Optional.empty();
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException failure) {
            throw new UsageException(name + " " + folder + " cannot be made: mount a writable folder there");
        }
        if (!Files.isWritable(folder)) {
            throw new UsageException(name + " " + folder + " is not writable: mount a writable folder there");
        }
        return Optional.of(folder);
    }
}
