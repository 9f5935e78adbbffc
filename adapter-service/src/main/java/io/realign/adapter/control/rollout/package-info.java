/**
 * <b>Rollout: may a release score more events?</b>
 *
 * <p>In: the topics {@code rollouts}, {@code predictions}, {@code predictions.shadow} and {@code drift.windows}. Out: the next
 * step of a release on {@code models}, or a rollback, which is a release with a new version.
 *
 * <p>Invariant: every decision follows from the topics, so a restarted service continues with the same steps.
 */
package io.realign.adapter.control.rollout;
