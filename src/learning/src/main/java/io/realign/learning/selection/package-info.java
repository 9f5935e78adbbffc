/**
 * <b>Which candidate may replace the serving model?</b>
 *
 * <p>In: the serving model, labelled sources, the unlabelled target. Out: a
 * {@link io.realign.learning.selection.SelectionResult} with every candidate, its gate results and the selected one, if any.
 * The gates of {@code io.realign.adaptation.gate} decide.
 *
 * <p>Invariant: no candidate is trained on or ranked by target labels; a labelled probe only accepts or rejects. The serving
 * model can always stay.
 */
package io.realign.learning.selection;
