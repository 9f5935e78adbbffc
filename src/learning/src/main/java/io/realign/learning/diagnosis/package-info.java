/**
 * <b>What lies between a model and its target, and what is the one thing to do about it?</b>
 *
 * <p>In: a model, labelled source rows, unlabelled target rows, a seed. Out: the kind of shift
 * ({@link io.realign.learning.diagnosis.ShiftClassifier}), and a {@link io.realign.learning.diagnosis.Diagnosis} of findings
 * that ends in one recommendation. Next room: the choice of a recipe.
 *
 * <p>Invariant: pure functions of rows and seed; no label of a target row is asked for anywhere.
 */
package io.realign.learning.diagnosis;
