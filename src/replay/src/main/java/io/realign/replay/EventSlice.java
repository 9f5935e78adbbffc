package io.realign.replay;

import io.realign.event.ContentId;
import io.realign.event.ContractViolation;
import io.realign.event.FeatureEvent;
import io.realign.event.OffsetRange;
import io.realign.model.DataDigest;
import io.realign.schemas.FeatureEventCodec;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;

/**
 * The valid events of an offset range, in offset order.
 *
 * @param invalidRecords number of invalid records in the range
 */
public record EventSlice(OffsetRange range, List<EncodedEvent> events, long invalidRecords) {
    public EventSlice {
        events = List.copyOf(events);
    }

    /** An event and its record value. The array is not copied. */
    @SuppressWarnings("ArrayRecordComponent")
    public record EncodedEvent(FeatureEvent event, byte[] value) {}

    /** Returns the same range with only the matching events. */
    public EventSlice filter(Predicate<FeatureEvent> predicate) {
        return new EventSlice(
                range,
                events.stream()
                        .filter(encoded -> predicate.test(encoded.event()))
                        .toList(),
                invalidRecords);
    }

    public DataDigest digest() {
        return new DataDigest(range, events.size(), sha256());
    }

    /** SHA-256 of the concatenated record values in 64 hexadecimal digits. */
    public String sha256() {
        MessageDigest digest = ContentId.sha256();
        events.forEach(encoded -> digest.update(encoded.value()));
        return HexFormat.of().formatHex(digest.digest());
    }

    public long sizeInBytes() {
        return events.stream().mapToLong(encoded -> encoded.value().length).sum();
    }

    /** Concatenated record values, whose SHA-256 is {@link #sha256}. */
    public byte[] content() {
        ByteBuffer content = ByteBuffer.allocate(Math.toIntExact(sizeInBytes()));
        events.forEach(encoded -> content.put(encoded.value()));
        return content.array();
    }

    /**
     * Decodes the {@link #content} of a slice.
     *
     * @throws IllegalArgumentException if the bytes contain anything but events
     */
    public static EventSlice of(OffsetRange range, byte[] content) {
        FeatureEventCodec codec = new FeatureEventCodec();
        List<EncodedEvent> events = codec.split(content).stream()
                .map(value -> new EncodedEvent(codec.decode(value).orElseThrow(EventSlice::invalidEvent), value))
                .toList();
        return new EventSlice(range, events, 0);
    }

    private static IllegalArgumentException invalidEvent(ContractViolation violation) {
        return new IllegalArgumentException(violation.description());
    }

    /** Returns the events of several slices in the order of the slices. */
    public static List<FeatureEvent> events(List<EventSlice> slices) {
        return slices.stream()
                .flatMap(slice -> slice.events().stream())
                .map(EncodedEvent::event)
                .toList();
    }
}
