/**
 * <b>Meters: what does a person on call have to know?</b>
 *
 * <p>In: what the rooms write to the log from now on, the {@link io.realign.model.ReleaseHistory} of releases and adaptations, and
 * what consumers say on {@code rollouts}. Out: meters, each of which answers one question; {@code monitoring.md} lists them.
 * No room comes next: nothing here acts on the loop.
 *
 * <p>Invariant: counters count what this process has seen, and begin with 0; gauges say how things stand, and have at most
 * {@link io.realign.adapter.console.metrics.GaugeTable#MAX_SERIES} series each.
 */
package io.realign.adapter.console.metrics;
