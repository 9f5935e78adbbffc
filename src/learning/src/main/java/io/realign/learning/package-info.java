/**
 * <b>How is a candidate trained?</b>
 *
 * <p>In: labelled source rows, unlabelled target rows, the checkpoint of the parent model. Out: a
 * {@link io.realign.learning.training.TrainedModel}, and the {@link io.realign.adaptation.gate.Evidence} from which the gates of
 * {@code io.realign.adaptation} decide whether it is released.
 *
 * <p>Invariant: equal rows, recipe and seed give equal bytes.
 */
package io.realign.learning;
