/**
 * <b>Adaptation: which data does a candidate learn from?</b>
 *
 * <p>In: the window of an alert, the labelled source, and labelled probes. Out: the dataset of an adaptation, and its progress.
 *
 * <p>Invariant: labels of target events are never read. Labelled probes are used for evaluation only.
 */
package io.realign.adapter.control.adaptation;
