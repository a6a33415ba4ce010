package dev.fusebox.operator.roster;

/** The status of a Kubernetes condition: absent is unknown. */
public enum Tri {
    TRUE,
    FALSE,
    UNKNOWN;

    /** As Kubernetes writes it. */
    public static Tri of(String status) {
        return switch (status) {
            case "True" -> TRUE;
            case "False" -> FALSE;
            default -> UNKNOWN;
        };
    }

    /** As Kubernetes writes it. */
    public String text() {
        return switch (this) {
            case TRUE -> "True";
            case FALSE -> "False";
            case UNKNOWN -> "Unknown";
        };
    }
}
