/**
 * <b>Store: which releases and artifacts exist?</b>
 *
 * <p>In: the topics {@code models} and {@code adaptations}, and artifacts. Out: the
 * {@link io.realign.model.ReleaseHistory}, and every artifact over HTTP by its digest.
 *
 * <p>Invariant: an artifact is stored under its SHA-256 digest. The registry has no state that is not in the topics.
 */
package io.realign.adapter.store;
