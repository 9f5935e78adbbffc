/**
 * <b>How does a rule run on Flink?</b>
 *
 * <p>What both jobs share. In: settings and Kafka topics. Out: {@link io.realign.jobs.kafka.IncomingRecord arrivals} on the way in,
 * exactly-once {@link io.realign.jobs.kafka.KafkaSinks sinks} on the way out, and an {@link io.realign.jobs.runtime.JobEnvironment} that
 * goes on from the newest complete checkpoint. Next: {@code io.realign.jobs.drift} and {@code io.realign.jobs.scoring}.
 *
 * <p>Invariant: no type travels or is kept that has no serialiser of its own, and bad input is a stream.
 */
package io.realign.jobs;
