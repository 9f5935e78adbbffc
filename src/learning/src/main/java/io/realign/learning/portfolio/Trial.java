package io.realign.learning.portfolio;

import io.realign.adaptation.Evidence;
import io.realign.adaptation.Verdict;
import io.realign.learning.training.Candidate;
import io.realign.learning.training.Recipe;

/**
 * A candidate that has been judged.
 *
 * @param recipe how it was made
 * @param candidate the model
 * @param evidence what it was judged by
 * @param verdict what the gate says of it: of the two gates the one that accepts, or else the trust region's
 * @param score how well its answers explain the target, higher is better: by the likelihood of a
 *     {@link io.realign.learning.committee.Committee}, or where there is none by their
 *     {@link io.realign.adaptation.NeighbourhoodDensity}
 */
public record Trial(Recipe recipe, Candidate candidate, Evidence evidence, Verdict verdict, double score) {}
