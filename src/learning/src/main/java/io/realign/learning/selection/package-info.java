/**
 * <b>Which candidate may replace the serving model?</b>
 *
 * <p>In: the serving model, labelled sources, the unlabelled target. Out: a
 * {@link io.realign.learning.selection.SelectionResult} with every candidate, its gate results and the selected one, if any.
 * The gates of {@code io.realign.adaptation.gate} decide.
 *
 * <p>Invariant: target labels are never used to train or rank candidates; a labelled probe only accepts or rejects them. If all
 * candidates are rejected, the serving model stays.
 */
package io.realign.learning.selection;
