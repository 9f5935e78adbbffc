/**
 * <b>History: what happened, also before the last restart?</b>
 *
 * <p>In: the records of Kafka topics. Out: database rows with the log positions they were derived from, and the REST resources
 * that read them.
 *
 * <p>Invariant: rows and positions are written in one transaction, so reading the topics again from the beginning yields the
 * same rows, as far as the records have not expired. No decision depends on a row.
 */
package io.realign.adapter.console.history;
