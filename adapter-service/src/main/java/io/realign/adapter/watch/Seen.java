package io.realign.adapter.watch;

import java.time.Instant;

/**
 * A message and when it came into the log. Event time may lie years back when old data is replayed; this never does.
 *
 * @param message the message
 * @param loggedAt the timestamp of its record
 */
record Seen<T>(T message, Instant loggedAt) {}
