/**
 * <b>Model: which model, made of what?</b>
 *
 * <p>In: an accepted candidate. Out: a {@link io.realign.model.ModelRelease}, which names its
 * {@link io.realign.model.Artifact artifacts} by content and says what they were made of. Next room:
 * {@code io.realign.rollout}.
 *
 * <p>Invariant: versions of a lineage only grow, and an artifact never changes under its digest.
 */
package io.realign.model;
