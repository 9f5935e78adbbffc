package io.realign.adapter.event;

import io.realign.event.ContentId;
import io.realign.event.FeatureEvent;
import io.realign.event.OffsetRange;
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

    /** SHA-256 over the values, in 64 hexadecimal digits. */
    public String sha256() {
        MessageDigest digest = ContentId.sha256();
        rows.forEach(row -> digest.update(row.value()));
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The events of several stretches, one stretch after the other. */
    public static List<FeatureEvent> events(List<Stretch> stretches) {
        return stretches.stream()
                .flatMap(stretch -> stretch.rows().stream())
                .map(Row::event)
                .toList();
    }
}
