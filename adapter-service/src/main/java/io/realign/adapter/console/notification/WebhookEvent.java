package io.realign.adapter.console.notification;

import io.realign.schemas.CloudEventAttributes;

/**
 * An event for webhook endpoints.
 *
 * @param kind kind of event
 * @param attributes CloudEvents attributes of the Kafka record
 * @param data the message
 */
record WebhookEvent(WebhookEventKind kind, CloudEventAttributes attributes, Object data) {}
