/**
 * <b>Does an adaptation find out what is known to be true?</b>
 *
 * <p>In: a seed. Out: {@link io.realign.lab.task.SyntheticTask suites}: labelled sources and unlabelled targets with a shift of
 * known kind between them, and the targets' labels apart, for scoring. Next room: the laboratory commands that run a
 * learner on them.
 *
 * <p>Invariant: same seed, same rows; no target comes with its labels.
 */
package io.realign.lab.task;
