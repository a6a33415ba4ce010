/**
 * From facts to questions and from decisions to actions: gathers what judgement asks for about every open case, holds breakers, storms and
 * budgets, and says which decisions are worth carrying out.
 */
@NullMarked
package dev.fusebox.operator.health.review;

import org.jspecify.annotations.NullMarked;
