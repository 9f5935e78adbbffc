/**
 * <b>Notification: which events are delivered to external endpoints?</b>
 *
 * <p>In: alerts, adaptations and releases from Kafka. Out: one signed HTTP request per event and endpoint, retried until accepted
 * or expired.
 *
 * <p>Invariant: neither the service nor another endpoint waits for an endpoint, and undelivered events are delivered after a
 * restart.
 */
package io.realign.adapter.console.notification;
