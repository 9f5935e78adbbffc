/**
 * <b>How is a candidate trained?</b>
 *
 * <p>In: labelled source rows, unlabelled target rows, the checkpoint of the parent, and a
 * {@link io.realign.learning.training.Recipe recipe}. Out: a {@link io.realign.learning.training.TrainedModel trained model} for
 * inference and for further training.
 *
 * <p>Invariant: the same inputs and seed give the same bytes, even after interruptions.
 */
package io.realign.learning.training;
