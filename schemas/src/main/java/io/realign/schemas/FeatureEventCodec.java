package io.realign.schemas;

import io.realign.event.ContractViolation.Reason;
import io.realign.event.FeatureEvent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * Codec of feature events. Hand-written for throughput: the values are read into one float array without boxing or
 * intermediate copies.
 */
public final class FeatureEventCodec implements Codec<FeatureEvent> {
    private static final byte[] MARKER = {(byte) 0xC3, 0x01};
    private static final int HEADER = 10;

    private final Schema schema = AvroSchemas.of(FeatureEvent.class);
    private final long fingerprint = SchemaNormalization.parsingFingerprint64(schema);

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public byte[] encode(FeatureEvent event) {
        AvroWriter writer = new AvroWriter(HEADER + 64 + 4 * event.features().size());
        writer.writeFixed(ByteBuffer.allocate(HEADER)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MARKER)
                .putLong(fingerprint)
                .array());
        writer.writeString(event.id());
        writer.writeString(event.domain());
        writer.writeVarint(event.time().toEpochMilli());
        writer.writeTensor(event.features());
        writer.writeOptionalString(event.label());
        return writer.toByteArray();
    }

    @Override
    public DecodeResult<FeatureEvent> decode(byte[] bytes) {
        if (bytes == null || bytes.length < HEADER || bytes[0] != MARKER[0] || bytes[1] != MARKER[1]) {
            return DecodeResult.invalid(
                    Reason.MALFORMED,
                    "expected Avro single-object encoding, which starts with C3 01, got "
                            + (bytes == null ? "no value" : bytes.length + " bytes without it"));
        }
        long written = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(MARKER.length);
        if (written != fingerprint) {
            return DecodeResult.invalid(
                    Reason.UNKNOWN_SCHEMA,
                    "expected schema fingerprint %016x (%s), got %016x"
                            .formatted(fingerprint, schema.getFullName(), written));
        }
        return decodeBody(new AvroReader(bytes, HEADER));
    }

    /**
     * Splits a concatenation of encoded events.
     *
     * @throws IllegalArgumentException if the bytes contain anything but complete events
     */
    public List<byte[]> split(byte[] events) {
        List<byte[]> values = new ArrayList<>();
        int from = 0;
        while (from < events.length) {
            int to = endOfEvent(events, from);
            values.add(Arrays.copyOfRange(events, from, to));
            from = to;
        }
        return values;
    }

    private static int endOfEvent(byte[] events, int from) {
        try {
            if (events.length - from < HEADER) {
                throw new MalformedAvroException("the data ends inside a header");
            }
            AvroReader reader = new AvroReader(events, from + HEADER);
            readEvent(reader);
            return reader.position();
        } catch (MalformedAvroException e) {
            throw new IllegalArgumentException(
                    "expected an event at byte %d of %d: %s".formatted(from, events.length, e.getMessage()), e);
        }
    }

    private static DecodeResult<FeatureEvent> decodeBody(AvroReader reader) {
        try {
            FeatureEvent event = readEvent(reader);
            reader.requireEnd();
            return new DecodeResult.Valid<>(event);
        } catch (MalformedAvroException e) {
            return DecodeResult.invalid(Reason.MALFORMED, e.getMessage());
        }
    }

    private static FeatureEvent readEvent(AvroReader reader) throws MalformedAvroException {
        return new FeatureEvent(
                reader.readString(),
                reader.readString(),
                reader.readInstant(),
                reader.readTensor(),
                reader.readOptionalString());
    }
}
