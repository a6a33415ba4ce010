package dev.fusebox.operator.health.judgement;

/**
 * What one rule said about one case.
 *
 * @param rule name of the rule, CamelCase
 * @param holds whether it allows an action
 * @param reason stable, CamelCase; the reason of RemediationAllowed if this is the first rule that does not hold
 * @param message for people, with the figures that it was decided from; at most 200 characters
 */
public record RuleOutcome(String rule, boolean holds, String reason, String message) {}
