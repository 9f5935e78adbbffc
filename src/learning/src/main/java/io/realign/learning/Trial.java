package io.realign.learning;

import io.realign.adaptation.Evidence;
import io.realign.adaptation.Verdict;

/**
 * A candidate that has been judged.
 *
 * @param recipe how it was made
 * @param candidate the model
 * @param evidence what it was judged by
 * @param verdict what the gate says of it
 */
public record Trial(Recipe recipe, Candidate candidate, Evidence evidence, Verdict verdict) {}
