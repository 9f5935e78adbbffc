/**
 * <b>Where do events live when nobody has a Kafka yet?</b>
 *
 * <p>In: a directory and a port. Out: an {@link io.realign.broker.EmbeddedBroker}, a real broker inside this JVM, bound
 * to the loopback address.
 *
 * <p>Invariant: what was written before a stop or a crash is there after the next start on the same directory.
 */
package io.realign.broker;
