/**
 * <b>How does a command connect to Kafka?</b>
 *
 * <p>In: options and environment variables. Out: the connection of all Kafka clients of a command.
 *
 * <p>Invariant: a command connects only if all of these settings are valid.
 */
package io.realign.cli.kafka;
