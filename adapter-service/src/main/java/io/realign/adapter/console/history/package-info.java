/**
 * <b>History: what happened, also before the last restart?</b>
 *
 * <p>In: the records of Kafka topics. Out: database rows, the Kafka offsets up to which they were derived, and the REST resources
 * that read them.
 *
 * <p>Invariant: rows and offsets are written in one transaction. Reading the topics again from the beginning yields the same rows,
 * except those of expired records. No adaptation or rollout depends on a row.
 */
package io.realign.adapter.console.history;
