package dev.fusebox.e2e.cluster;

import java.util.List;

/** What a fault is aimed at. */
public sealed interface Target {
    /** The words of the launcher's fault command. */
    List<String> words();

    record Node(String name) implements Target {
        @Override
        public List<String> words() {
            return List.of("node/" + name);
        }
    }

    record Pod(String namespace, String name) implements Target {
        @Override
        public List<String> words() {
            return List.of("pod/" + namespace + "/" + name);
        }
    }

    /** One container of a pod, for faults of processes. */
    record Container(String namespace, String pod, String name) implements Target {
        @Override
        public List<String> words() {
            return List.of("pod/" + namespace + "/" + pod, "--container", name);
        }
    }
}
