package dev.fusebox.operator.remediation;

/** A FailureGroup object: one of the same name with another UID is another group. */
public record GroupRef(String namespace, String name, String uid) {
    /** {@code namespace/name}. */
    public String key() {
        return namespace + "/" + name;
    }
}
