package io.realign.event;

/**
 * An event with its Kafka offset.
 *
 * @param event the event
 * @param offsets range of the record, possibly extended by {@link OffsetRanges#withPrecedingGap}
 */
public record LocatedEvent(FeatureEvent event, OffsetRange offsets) {}
