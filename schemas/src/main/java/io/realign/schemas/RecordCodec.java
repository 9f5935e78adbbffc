package io.realign.schemas;

import io.realign.event.ContractViolation.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;

/** Codec of all messages except feature events, which uses the generic API of Avro. */
final class RecordCodec<T extends Record> implements Codec<T> {
    private final Schema schema;
    private final RecordMapping<T> mapping;
    private final SchemaHistory history;
    private final BinaryMessageEncoder<GenericRecord> encoder;
    private final BinaryMessageDecoder<GenericRecord> decoder;

    RecordCodec(Class<T> type) {
        this.schema = AvroSchemas.of(type);
        this.mapping = new RecordMapping<>(type, schema);
        this.encoder = new BinaryMessageEncoder<>(GenericData.get(), schema);
        this.history = new SchemaHistory(schema.getFullName());
        this.decoder = new BinaryMessageDecoder<>(GenericData.get(), schema, history);
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public byte[] encode(T message) {
        try {
            ByteBuffer bytes = encoder.encode(mapping.toAvro(message));
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException("encoding in memory failed", e);
        }
    }

    @Override
    public DecodeResult<T> decode(byte[] bytes) {
        if (bytes != null && bytes.length > Topic.MAX_RECORD_BYTES) {
            return DecodeResult.invalid(
                    Reason.TOO_LARGE,
                    "expected a message of at most " + Topic.MAX_RECORD_BYTES + " bytes, got " + bytes.length);
        }
        try {
            long fingerprint = AvroHeader.fingerprint(bytes);
            Schema writer = history.findByFingerprint(fingerprint);
            if (writer == null) {
                return DecodeResult.invalid(
                        Reason.UNKNOWN_SCHEMA, expected() + "schema fingerprint %016x".formatted(fingerprint));
            }
            AvroStructure.check(writer, new AvroReader(bytes, AvroHeader.LENGTH));
            return new DecodeResult.Valid<>(mapping.toJava(decoder.decode(bytes)));
        } catch (MalformedAvroException e) {
            return DecodeResult.invalid(Reason.MALFORMED, expected() + e.getMessage());
        } catch (IOException | RuntimeException e) {
            // Avro throws arbitrary runtime exceptions on malformed bytes.
            return DecodeResult.invalid(Reason.MALFORMED, expected() + e);
        }
    }

    private String expected() {
        return "expected a " + schema.getFullName() + " in Avro single-object encoding, got: ";
    }
}
