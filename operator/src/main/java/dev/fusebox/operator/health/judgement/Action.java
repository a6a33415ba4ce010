package dev.fusebox.operator.health.judgement;

/** Something that the operator may do, to exactly one object. */
public sealed interface Action {
    /** For people and metrics: stable, CamelCase. */
    String name();

    /** Nothing. */
    record None() implements Action {
        @Override
        public String name() {
            return "None";
        }
    }

    /**
     * To one pod.
     *
     * @param uid the only pod that may be touched: one of the same name with another UID is somebody else
     */
    record OnPod(Kind kind, String namespace, String pod, String uid, String node) implements Action {
        /** What is done. */
        public enum Kind {
            RESTART("Restart"),
            EVICT("Evict"),
            DELETE("Delete");

            private final String text;

            Kind(String text) {
                this.text = text;
            }

            /** As in settings, status and metrics. */
            public String text() {
                return text;
            }
        }

        @Override
        public String name() {
            return kind.text;
        }
    }

    /**
     * To one node.
     *
     * @param uid the only node that may be touched
     * @param template for TEMPLATE: {@code apiVersion/kind/name}; else empty
     */
    record OnNode(Kind kind, String node, String uid, String template) implements Action {
        /** What is done. */
        public enum Kind {
            CORDON("Cordon"),
            TAINT("Taint"),
            TEMPLATE("RemediationTemplate");

            private final String text;

            Kind(String text) {
                this.text = text;
            }

            /** As in settings, status and metrics. */
            public String text() {
                return text;
            }
        }

        @Override
        public String name() {
            return kind.text;
        }
    }
}
