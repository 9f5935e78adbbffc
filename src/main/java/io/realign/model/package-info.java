/**
 * <b>Model: which model, made of what?</b>
 *
 * <p>In: an accepted candidate. Out: a {@link io.realign.model.ModelRelease}, which names its
 * {@link io.realign.model.Artifact artifacts} by content and says what they were made of, and the
 * {@link io.realign.model.Signer}'s word for it. Next room: {@code io.realign.rollout}.
 *
 * <p>Invariant: versions of a lineage only grow, an artifact never changes under its digest, and nothing is read of a
 * release before {@link io.realign.model.TrustedKeys} have verified its bytes. A rollback is a release with a version of
 * its own that says which version it brings back, so a replayed old release is never mistaken for one.
 */
package io.realign.model;
