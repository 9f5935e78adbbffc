/**
 * <b>Model: which releases are there, and what were they trained on?</b>
 *
 * <p>In: an accepted candidate. Out: a {@link io.realign.model.ModelRelease} with content-addressed
 * {@link io.realign.model.Artifact artifacts} and digests of its training data, signed by a
 * {@link io.realign.model.Signer}. Used by {@code io.realign.rollout}.
 *
 * <p>Invariant: versions of a lineage only grow, artifacts are immutable, and a release is parsed only after
 * {@link io.realign.model.TrustedKeys} verified its signature. A rollback is a new version that names the restored one,
 * so a replayed old release is not a rollback.
 */
package io.realign.model;
