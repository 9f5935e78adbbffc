/**
 * <b>Alpha: how strongly does adversarial training align the domains?</b>
 *
 * <p>In: {@link io.realign.adaptation.alpha.TrainingSignals} of each step. Out: the coefficient of the reversed
 * gradient.
 *
 * <p>Invariant: equal states and signals give equal coefficients, so training can resume from a stored state.
 */
package io.realign.adaptation.alpha;
