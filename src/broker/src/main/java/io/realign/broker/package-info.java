/**
 * <b>How do the demo, tests and benchmarks run without a Kafka cluster?</b>
 *
 * <p>In: a data directory and a port. Out: a Kafka broker in this JVM that listens on the loopback address.
 *
 * <p>Invariant: records written before a stop or a crash are available after a restart with the same directory.
 */
package io.realign.broker;
