package io.realign.client.log;

import io.realign.event.ContentId;
import io.realign.event.FeatureEvent;
import io.realign.event.OffsetRange;
import io.realign.event.Rejection;
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
 * @param rows the events
 * @param refused how many records of the range break the contract
 */
public record Stretch(OffsetRange range, List<Row> rows, long refused) {
    public Stretch {
        rows = List.copyOf(rows);
    }

    /**
     * An event and its record's value. The array is shared, not copied.
     *
     * @param event the event
     * @param value the bytes that it was read from
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Row(FeatureEvent event, byte[] value) {}

    /** The same range with only some of its events. */
    public Stretch only(Predicate<FeatureEvent> wanted) {
        return new Stretch(
                range, rows.stream().filter(row -> wanted.test(row.event())).toList(), refused);
    }

    /** Where it lies, how much it is, and its digest. */
    public DataDigest digest() {
        return new DataDigest(range, rows.size(), sha256());
    }

    /** SHA-256 over the values, in 64 hexadecimal digits. */
    public String sha256() {
        MessageDigest digest = ContentId.sha256();
        rows.forEach(row -> digest.update(row.value()));
        return HexFormat.of().formatHex(digest.digest());
    }

    /** How many bytes the values have together. */
    public long size() {
        return rows.stream().mapToLong(row -> row.value().length).sum();
    }

    /** The values, one after the other: they can be told apart, and have the digest of the stretch. */
    public byte[] content() {
        ByteBuffer content = ByteBuffer.allocate(Math.toIntExact(size()));
        rows.forEach(row -> content.put(row.value()));
        return content.array();
    }

    /**
     * The stretch that has such {@link #content}.
     *
     * @throws IllegalArgumentException if these are not the values of events
     */
    public static Stretch of(OffsetRange range, byte[] content) {
        FeatureEventCodec codec = new FeatureEventCodec();
        List<Row> rows = codec.split(content).stream()
                .map(value -> new Row(codec.decode(value).orElseThrow(Stretch::noEvent), value))
                .toList();
        return new Stretch(range, rows, 0);
    }

    private static IllegalArgumentException noEvent(Rejection rejection) {
        return new IllegalArgumentException(rejection.cause());
    }

    /** The events of several stretches, one stretch after the other. */
    public static List<FeatureEvent> events(List<Stretch> stretches) {
        return stretches.stream()
                .flatMap(stretch -> stretch.rows().stream())
                .map(Row::event)
                .toList();
    }
}
