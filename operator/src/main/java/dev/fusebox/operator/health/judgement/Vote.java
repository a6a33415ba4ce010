package dev.fusebox.operator.health.judgement;

/**
 * One observer's vote, frozen when the case was opened.
 *
 * @param observer pod UID of the voter, by its TLS session
 * @param node it runs on; empty if unknown
 * @param zone of that node; empty if it has none
 * @param weight 0 or 1, as the voter gave it
 * @param suspectedItself whether the voter was suspected when it voted
 * @param muted whether the voter was muted or is quarantined
 * @param levelMilli its level of suspicion, in thousandths
 */
public record Vote(
        String observer, String node, String zone, int weight, boolean suspectedItself, boolean muted, int levelMilli) {
    /** Whether it counts against a subject on that node: only a sound witness on another, known node does. */
    boolean countsAgainst(String subject, String subjectNode) {
        return weight > 0
                && !suspectedItself
                && !muted
                && !observer.equals(subject)
                && !node.isEmpty()
                && !node.equals(subjectNode);
    }
}
