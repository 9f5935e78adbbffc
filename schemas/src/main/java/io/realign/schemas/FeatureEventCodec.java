package io.realign.schemas;

import io.realign.event.ContractViolation.Reason;
import io.realign.event.FeatureEvent;
import io.realign.event.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Codec of feature events. For throughput, it converts the features without boxing them. */
public final class FeatureEventCodec implements Codec<FeatureEvent> {
    private final Schema schema = AvroSchemas.of(FeatureEvent.class);
    private final long fingerprint = SchemaNormalization.parsingFingerprint64(schema);
    private final byte[] header = AvroHeader.of(fingerprint);

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public byte[] encode(FeatureEvent event) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(
                AvroHeader.LENGTH + 64 + Float.BYTES * event.features().size());
        BinaryEncoder out = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            out.writeFixed(header);
            out.writeString(event.id());
            out.writeString(event.domain());
            out.writeLong(event.time().toEpochMilli());
            writeTensor(event.features(), out);
            out.writeIndex(event.label().isPresent() ? 1 : 0);
            if (event.label().isPresent()) {
                out.writeString(event.label().get());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("encoding in memory failed", e);
        }
        return bytes.toByteArray();
    }

    @Override
    public DecodeResult<FeatureEvent> decode(byte[] bytes) {
        try {
            long actual = AvroHeader.fingerprint(bytes);
            if (actual != fingerprint) {
                return DecodeResult.invalid(
                        Reason.UNKNOWN_SCHEMA,
                        "expected schema fingerprint %016x (%s), got %016x"
                                .formatted(fingerprint, schema.getFullName(), actual));
            }
            AvroReader reader = new AvroReader(bytes, AvroHeader.LENGTH);
            FeatureEvent event = readEvent(reader);
            reader.requireEnd();
            return new DecodeResult.Valid<>(event);
        } catch (MalformedAvroException e) {
            return DecodeResult.invalid(Reason.MALFORMED, e.getMessage());
        }
    }

    /**
     * Splits concatenated events into the encoded form of each event.
     *
     * @throws IllegalArgumentException if the bytes are not a sequence of complete events
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

    private static void writeTensor(Tensor tensor, BinaryEncoder out) throws IOException {
        out.writeLong(tensor.shape().length);
        for (int axisSize : tensor.shape()) {
            out.writeInt(axisSize);
        }
        out.writeArrayEnd();
        ByteBuffer data = ByteBuffer.allocate(Float.BYTES * tensor.size()).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(tensor.values());
        out.writeBytes(data);
    }

    private static int endOfEvent(byte[] events, int from) {
        try {
            if (events.length - from < AvroHeader.LENGTH) {
                throw new MalformedAvroException("the data ends inside a header");
            }
            AvroReader reader = new AvroReader(events, from + AvroHeader.LENGTH);
            readEvent(reader);
            return reader.position();
        } catch (MalformedAvroException e) {
            throw new IllegalArgumentException(
                    "expected an event at byte %d of %d: %s".formatted(from, events.length, e.getMessage()), e);
        }
    }

    private static FeatureEvent readEvent(AvroReader reader) throws MalformedAvroException {
        return new FeatureEvent(
                reader.readString(),
                reader.readString(),
                Instant.ofEpochMilli(reader.readVarint()),
                reader.readTensor(),
                reader.readOptionalString());
    }
}
