package io.realign.adapter.console.notification;

import io.realign.schemas.CloudEventAttributes;

/**
 * What somebody outside is told.
 *
 * @param kind what it is about
 * @param event the attributes of the CloudEvent, the same as those of the record that it was read from
 * @param data the message
 */
record WebhookEvent(WebhookEventKind kind, CloudEventAttributes event, Object data) {}
