/**
 * <b>How does a target differ from the source, and what should be done about it?</b>
 *
 * <p>In: a model, labelled source rows, unlabelled target rows, a seed. Out: the type of shift
 * ({@link io.realign.learning.diagnosis.ShiftClassifier}), and a {@link io.realign.learning.diagnosis.Diagnosis} of findings
 * with one recommendation.
 *
 * <p>Invariant: pure functions of rows and seed, without target labels.
 */
package io.realign.learning.diagnosis;
