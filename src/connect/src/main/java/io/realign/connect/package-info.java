/**
 * <b>How do rows of other systems become events?</b>
 *
 * <p>In: rows of a Kafka Connect source connector. Out: encoded {@link io.realign.event.FeatureEvent}s.
 *
 * <p>Invariant: a row becomes one event or fails with the name of the invalid column. Only a missing time has a default.
 */
package io.realign.connect;
