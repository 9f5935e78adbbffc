/**
 * <b>Notification: which events are delivered to external endpoints?</b>
 *
 * <p>In: alerts, adaptations and releases from Kafka. Out: one signed HTTP request per event and endpoint. It is retried until the
 * endpoint accepts or rejects it, or the event is too old.
 *
 * <p>Invariant: an endpoint delays neither the service nor other endpoints, and undelivered events are delivered after a restart.
 */
package io.realign.adapter.console.notification;
