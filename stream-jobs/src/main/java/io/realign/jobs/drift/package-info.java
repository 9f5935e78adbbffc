/**
 * <b>Has a domain drifted?</b>
 *
 * <p>In: source and target events, releases, and outcomes of adaptations. Out: windows and alerts. The algorithms are in
 * {@link io.realign.alert.FittedReference} and {@link io.realign.alert.DriftDetector}; this package provides ordered events and
 * checkpointed state to them.
 *
 * <p>Invariant: the result of a domain depends only on the order of its events and of the broadcast updates, even if the job
 * restarts.
 */
package io.realign.jobs.drift;
