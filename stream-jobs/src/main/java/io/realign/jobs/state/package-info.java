/**
 * <b>How is a value written to Flink state and between Flink operators?</b>
 *
 * <p>In: events, messages and dead letters. Out: their bytes, and back.
 *
 * <p>Invariant: every type has an explicit serializer with a format version; a checkpoint with another version is rejected.
 */
package io.realign.jobs.state;
