/**
 * <b>Tracing: how long does each stage between an alert and a release take?</b>
 *
 * <p>In: adaptations and rollouts. Out: OpenTelemetry spans, one trace for each alert, and its context in Kafka headers.
 *
 * <p>Invariant: with tracing disabled, no span is recorded and no header is written.
 */
package io.realign.adapter.tracing;
