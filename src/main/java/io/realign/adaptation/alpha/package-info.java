/**
 * <b>Alpha: how strongly does adversarial training align source and target?</b>
 *
 * <p>In: {@link io.realign.adaptation.alpha.TrainingSignals} of each step. Out: alpha, the coefficient of the
 * reversed gradient.
 *
 * <p>Invariant: equal states and signals give the same alpha, so training can resume from a stored state.
 */
package io.realign.adaptation.alpha;
