package io.realign.adapter.console.notification;

import io.realign.schemas.CloudEventAttributes;

/**
 * An event for webhook endpoints.
 *
 * @param attributes CloudEvents attributes of the Kafka record
 * @param data message of the Kafka record
 */
record WebhookEvent(WebhookEventKind kind, CloudEventAttributes attributes, Object data) {}
