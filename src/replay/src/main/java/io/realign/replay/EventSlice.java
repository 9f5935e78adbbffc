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
 * The valid events of one range of the log, in the order of their offsets.
 *
 * @param range where they lie
 * @param events the events
 * @param invalidRecords how many records of the range break the contract
 */
public record EventSlice(OffsetRange range, List<EncodedEvent> events, long invalidRecords) {
    public EventSlice {
        events = List.copyOf(events);
    }

    /**
     * An event and its record's value. The array is shared, not copied.
     *
     * @param event the event
     * @param value the bytes that it was read from
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record EncodedEvent(FeatureEvent event, byte[] value) {}

    /** The same range with only some of its events. */
    public EventSlice filter(Predicate<FeatureEvent> wanted) {
        return new EventSlice(
                range, events.stream().filter(row -> wanted.test(row.event())).toList(), invalidRecords);
    }

    /** Where it lies, how much it is, and its digest. */
    public DataDigest digest() {
        return new DataDigest(range, events.size(), sha256());
    }

    /** SHA-256 over the values, in 64 hexadecimal digits. */
    public String sha256() {
        MessageDigest digest = ContentId.sha256();
        events.forEach(row -> digest.update(row.value()));
        return HexFormat.of().formatHex(digest.digest());
    }

    /** How many bytes the values have together. */
    public long sizeInBytes() {
        return events.stream().mapToLong(row -> row.value().length).sum();
    }

    /** The values, one after the other: they can be told apart, and have the digest of the stretch. */
    public byte[] content() {
        ByteBuffer content = ByteBuffer.allocate(Math.toIntExact(sizeInBytes()));
        events.forEach(row -> content.put(row.value()));
        return content.array();
    }

    /**
     * The stretch that has such {@link #content}.
     *
     * @throws IllegalArgumentException if these are not the values of events
     */
    public static EventSlice of(OffsetRange range, byte[] content) {
        FeatureEventCodec codec = new FeatureEventCodec();
        List<EncodedEvent> rows = codec.split(content).stream()
                .map(value -> new EncodedEvent(codec.decode(value).orElseThrow(EventSlice::notAnEvent), value))
                .toList();
        return new EventSlice(range, rows, 0);
    }

    private static IllegalArgumentException notAnEvent(ContractViolation rejection) {
        return new IllegalArgumentException(rejection.cause());
    }

    /** The events of several stretches, one stretch after the other. */
    public static List<FeatureEvent> events(List<EventSlice> stretches) {
        return stretches.stream()
                .flatMap(stretch -> stretch.events().stream())
                .map(EncodedEvent::event)
                .toList();
    }
}
