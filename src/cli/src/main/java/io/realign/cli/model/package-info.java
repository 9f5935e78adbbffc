/**
 * <b>What does the learner make of files?</b>
 *
 * <p>In: {@link io.realign.cli.rows.DataFile data files}, models as directories. Out: other models, tables of accuracies, a
 * diagnosis. Next room: {@code io.realign.learning}, which does the work.
 *
 * <p>Invariant: labels of a target file are read by nothing but {@code evaluate} and the suites, to score.
 */
package io.realign.cli.model;
