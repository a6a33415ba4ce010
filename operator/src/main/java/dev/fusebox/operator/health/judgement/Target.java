package dev.fusebox.operator.health.judgement;

/** What a question is about: the action on the pod of a case and the action on its node are two decisions. */
public enum Target {
    POD,
    NODE
}
