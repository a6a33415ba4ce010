package dev.fusebox.operator.remediation;

/**
 * How an action ended.
 *
 * @param kind for metrics and status
 * @param detail for people
 */
public record Result(Kind kind, String detail) {
    /** Ends. */
    public enum Kind {
        /** Carried out by this call or an earlier one. */
        DONE("Done"),
        /** Its target is not there any more: nothing is left to do. */
        TARGET_GONE("TargetGone"),
        /** A rule stands against it, by what was just read. */
        NOT_ALLOWED("NotAllowed"),
        /** A PodDisruptionBudget stands against it. */
        REFUSED("PDBBlocked"),
        /** Another leader has acted since. */
        DEPOSED("Deposed"),
        /** The operator lacks a right. */
        FORBIDDEN("Forbidden"),
        /** The agent does not obey. */
        DISOBEYED("Disobeyed"),
        /** Not known: it is looked at again. */
        OPEN("Open");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** One CamelCase word. */
        public String text() {
            return text;
        }
    }

    static Result of(Kind kind, String detail) {
        return new Result(kind, detail);
    }
}
