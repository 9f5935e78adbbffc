/**
 * <b>Store: which releases and artifacts exist?</b>
 *
 * <p>In: the topics {@code models} and {@code adaptations}, and artifacts. Out: the
 * {@link io.realign.model.ReleaseHistory}, and every artifact over HTTP by its digest.
 *
 * <p>Invariant: content is stored under its SHA-256 digest, and the registry contains what the topics contain.
 */
package io.realign.adapter.store;
