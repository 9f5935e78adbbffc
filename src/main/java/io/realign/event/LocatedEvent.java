package io.realign.event;

/**
 * An event and where to find it again.
 *
 * @param event the event
 * @param offsets where it lies in the log, a range of one record
 */
public record LocatedEvent(FeatureEvent event, OffsetRange offsets) {}
