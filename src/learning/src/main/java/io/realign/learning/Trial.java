package io.realign.learning;

import io.realign.adaptation.Verdict;

/**
 * A candidate that has been judged.
 *
 * @param recipe how it was made
 * @param candidate the model
 * @param verdict what the gate says of it
 */
public record Trial(Recipe recipe, Candidate candidate, Verdict verdict) {}
