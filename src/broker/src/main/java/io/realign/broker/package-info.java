/**
 * <b>How do demos, tests and studies run without a Kafka cluster?</b>
 *
 * <p>In: a directory and a port. Out: an {@link io.realign.broker.EmbeddedBroker}, a Kafka broker in this JVM that listens
 * on the loopback address.
 *
 * <p>Invariant: records written before a stop or a crash are available after a restart on the same directory.
 */
package io.realign.broker;
