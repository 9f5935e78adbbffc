/**
 * <b>How are releases read, loaded, activated and reported?</b>
 *
 * <p>In: signed records of the topic {@code models}, and artifacts of the adapter service. Out: {@link
 * io.realign.client.internal.ServingModels serving models}, and statuses on the topic {@code rollouts}. This package is not part of the
 * public API, but the modules of this project may use it.
 *
 * <p>Invariant: unverified bytes are never decoded, and the version that serves a domain never decreases.
 */
package io.realign.client.internal;
