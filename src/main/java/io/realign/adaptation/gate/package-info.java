/**
 * <b>Gate: may a candidate replace the serving model?</b>
 *
 * <p>In: {@link io.realign.adaptation.gate.Evidence}, the predictions of both models on the target window and the
 * source hold-out. Out: a {@link io.realign.adaptation.gate.GateResult} with all checks, and label requests if the
 * result is inconclusive.
 *
 * <p>Invariant: equal evidence gives equal results, and missing evidence rejects the candidate.
 */
package io.realign.adaptation.gate;
