/**
 * <b>Connect: how do the rows of other systems become events?</b>
 *
 * <p>In: rows that a source connector of Kafka Connect delivers. Out: {@link io.realign.event.FeatureEvent}s, as bytes.
 *
 * <p>Invariant: a row becomes one event or is refused with the column that is wrong; nothing is made up but the time of a row
 * that has none.
 */
package io.realign.connect;
