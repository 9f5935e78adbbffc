/**
 * <b>Model: which models are there, and where are their bytes?</b>
 *
 * <p>In: candidates that were accepted, and the topics {@code models} and {@code adaptations}. Out: releases on the
 * topic, the {@link io.realign.model.ReleaseHistory} of all of them, and every artifact over HTTP by its digest. Next room:
 * {@code io.realign.rollout}, in the consumers.
 *
 * <p>Invariant: an artifact is stored before the release that names it is published, and what is known here is what the
 * topics say.
 */
package io.realign.adapter.store;
