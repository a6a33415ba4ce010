package dev.fusebox.operator.kubernetes;

/**
 * Something that the API server must allow this process to do.
 *
 * @param verb such as list
 * @param resource such as nodes, or leases.coordination.k8s.io
 * @param namespace empty for the whole cluster
 */
public record Right(String verb, String resource, String namespace) {
    /** Verb and resource, for people. */
    public String text() {
        return verb + " " + resource + (namespace.isEmpty() ? "" : " in namespace " + namespace);
    }
}
