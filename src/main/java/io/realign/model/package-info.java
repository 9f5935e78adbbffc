/**
 * <b>Model: which releases exist, and from which data were they trained?</b>
 *
 * <p>In: an accepted candidate. Out: a {@link io.realign.model.ModelRelease} with content-addressed
 * {@link io.realign.model.Artifact artifacts} and digests of its training data, signed by a
 * {@link io.realign.model.Signer}. Used by {@code io.realign.rollout}.
 *
 * <p>Invariant: the versions of a domain only increase, artifacts are immutable, and a release is parsed only after
 * {@link io.realign.model.TrustedKeys} verified its signature. A rollback is a new version that names the restored
 * version, so replaying an old release does not roll back.
 */
package io.realign.model;
