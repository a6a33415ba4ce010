package dev.fusebox.e2e.cluster;

import dev.fusebox.e2e.command.Command;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The Helm release of Fusebox on a cluster. */
public final class Chart {
    public static final String NAMESPACE = "fusebox-system";
    public static final String OPERATOR = "fusebox-operator";

    private static final String RELEASE = "fusebox";
    private static final Duration INSTALL = Duration.ofMinutes(4);

    private final Path root;
    private final Map<String, String> environment;
    private final List<String> context;

    /**
     * @param root the checkout
     * @param environment with which helm reaches the cluster
     * @param context the kubeconfig's context, empty for its current one
     */
    public Chart(Path root, Map<String, String> environment, String context) {
        this.root = root;
        this.environment = environment;
        this.context = context.isEmpty() ? List.of() : List.of("--kube-context", context);
    }

    /**
     * Installs or upgrades, and returns when the operator is ready.
     *
     * @param values each {@code key=value}
     */
    public void install(String... values) {
        List<String> words = new ArrayList<>(List.of(root.resolve("helm/helm").toString(), "upgrade", "--install"));
        words.addAll(List.of(RELEASE, root.resolve("helm/fusebox").toString()));
        words.addAll(List.of("--namespace", NAMESPACE, "--create-namespace"));
        words.addAll(List.of("--wait", "--timeout", INSTALL.toSeconds() + "s"));
        for (String value : values) {
            words.addAll(List.of("--set", value));
        }
        words.addAll(context);
        new Command(words, environment).run(INSTALL.plusSeconds(10));
    }

    public void uninstall() {
        List<String> words = new ArrayList<>(List.of(root.resolve("helm/helm").toString(), "uninstall", RELEASE));
        words.addAll(List.of("--namespace", NAMESPACE, "--ignore-not-found", "--wait"));
        words.addAll(context);
        new Command(words, environment).run(INSTALL);
    }
}
