package io.realign.event;

/**
 * An event and its Kafka offsets.
 *
 * @param event the event
 * @param offsets offset of the event, possibly extended by the preceding offsets without an event of its domain
 *     ({@link OffsetRanges#withPrecedingGap})
 */
public record LocatedEvent(FeatureEvent event, OffsetRange offsets) {}
