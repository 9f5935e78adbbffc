/**
 * <b>Metrics: what does an operator on call need to know?</b>
 *
 * <p>In: records of Kafka topics, the {@link io.realign.model.ReleaseHistory}, and the rollout statuses of consumers. Out: meters,
 * listed in {@code monitoring.md}.
 *
 * <p>Invariant: counters start at 0 with the process. Gauges report current values, with at most
 * {@link io.realign.adapter.console.metrics.GaugeTable#MAX_SERIES} series each. No adaptation or rollout depends on a meter.
 */
package io.realign.adapter.console.metrics;
