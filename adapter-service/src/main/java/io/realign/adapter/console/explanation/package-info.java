/**
 * <b>Explanation: what has moved, and what has the adaptation made of it?</b>
 *
 * <p>In: what an adaptation was made of, and the newest events of a domain. Out: how the features were distributed before and
 * since, how source and target lie in the features of a model, and a diagnosis of the live model. Next room: whoever looks.
 *
 * <p>Invariant: nothing follows from what is said here; no label of a target event is read.
 */
package io.realign.adapter.console.explanation;
