/**
 * <b>Tracing: where does the time go between an alert and the swap?</b>
 *
 * <p>In: what the service is at. Out: spans of OpenTelemetry, one trace for each alert, and its context in the headers of what
 * is published.
 *
 * <p>Invariant: without an OpenTelemetry that is switched on nothing is recorded and no header is written.
 */
package io.realign.adapter.tracing;
