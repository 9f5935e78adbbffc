/**
 * <b>Tracing: where is the time spent between an alert and the model swap?</b>
 *
 * <p>In: adaptations and rollouts. Out: OpenTelemetry spans, one trace for each alert, and its context in Kafka headers.
 *
 * <p>Invariant: with tracing disabled, no span is recorded and no header is written.
 */
package io.realign.adapter.tracing;
