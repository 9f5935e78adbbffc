package io.realign.adapter.console.history;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;

/**
 * A message with the timestamp of its Kafka record. Unlike event time, this is wall-clock time also when old data is replayed.
 *
 * @param message the message
 * @param loggedAt timestamp of the record
 */
public record Logged<T>(@JsonUnwrapped T message, Instant loggedAt) {}
