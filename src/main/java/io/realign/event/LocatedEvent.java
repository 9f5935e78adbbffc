package io.realign.event;

/**
 * An event and its position in the log.
 *
 * @param event the event
 * @param offsets range of the one record, possibly with the gap before it
 */
public record LocatedEvent(FeatureEvent event, OffsetRange offsets) {}
