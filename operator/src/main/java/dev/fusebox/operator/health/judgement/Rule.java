package dev.fusebox.operator.health.judgement;

/** One rule of kubernetes.md section 2. Pure; looks at nothing but the question. */
interface Rule {
    RuleOutcome judge(Question question);
}
