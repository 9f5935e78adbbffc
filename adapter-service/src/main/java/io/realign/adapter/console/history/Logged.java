package io.realign.adapter.console.history;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;

/**
 * A message and when it came into the log. Event time may lie years back when old data is replayed; this never does.
 *
 * @param message the message
 * @param loggedAt the timestamp of its record
 */
public record Logged<T>(@JsonUnwrapped T message, Instant loggedAt) {}
