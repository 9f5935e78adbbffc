/**
 * <b>Explanation: what shifted, and what did the adaptation change?</b>
 *
 * <p>In: the inputs and outputs of an adaptation, and the newest events of a domain. Out: feature distributions, training curves,
 * embedding maps, and a diagnosis of the serving model.
 *
 * <p>Invariant: no adaptation or rollout depends on an explanation, and no target label is used.
 */
package io.realign.adapter.console.explanation;
