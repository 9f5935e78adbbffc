package io.realign.adapter.notification;

import io.realign.schemas.CloudEvent;

/**
 * What somebody outside is told.
 *
 * @param kind what it is about
 * @param event the attributes of the CloudEvent, the same as those of the record that it was read from
 * @param data the message
 */
record Notice(Kind kind, CloudEvent event, Object data) {}
