package io.realign.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.realign.event.ContractViolation.Reason;
import io.realign.event.FeatureEvent;
import io.realign.event.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the hand-written codec with the Avro library. */
class FeatureEventCodecTest {
    private final FeatureEventCodec codec = new FeatureEventCodec();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void encodedEvent_equalsAvroEncoding(long seed) throws IOException {
        FeatureEvent event = random(new SplittableRandom(seed));
        byte[] avro = bytes(
                new BinaryMessageEncoder<GenericRecord>(GenericData.get(), codec.schema()).encode(generic(event)));

        assertThat(codec.encode(event)).isEqualTo(avro);
        assertThat(codec.decode(avro)).isEqualTo(new DecodeResult.Valid<>(event));
    }

    @Test
    void encodedTensor_isReadableByAvro() throws IOException {
        FeatureEvent event = new FeatureEvent("e", "d", Instant.EPOCH, Tensor.vector(1.25f, -7), Optional.of("label"));

        GenericRecord read =
                new BinaryMessageDecoder<GenericRecord>(GenericData.get(), codec.schema()).decode(codec.encode(event));

        ByteBuffer data =
                ((ByteBuffer) ((GenericRecord) read.get("features")).get("data")).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(List.of(data.getFloat(), data.getFloat())).containsExactly(1.25f, -7f);
        assertThat(read.get("label").toString()).isEqualTo("label");
    }

    @Test
    void concatenatedEvents_areSplit() {
        SplittableRandom random = new SplittableRandom(12);
        List<byte[]> values = List.of(codec.encode(random(random)), codec.encode(random(random)));

        assertThat(codec.split(joined(values))).containsExactlyElementsOf(values);
    }

    @Test
    void truncatedConcatenation_isRejected_atEveryLength() {
        SplittableRandom random = new SplittableRandom(13);
        byte[] whole = codec.encode(random(random));
        byte[] both = joined(List.of(whole, codec.encode(random(random))));
        for (int length = whole.length + 1; length < both.length; length++) {
            byte[] cut = Arrays.copyOf(both, length);
            assertThatThrownBy(() -> codec.split(cut))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("expected an event at byte " + whole.length);
        }
    }

    @Test
    void corruptedBytes_neverThrow() {
        SplittableRandom random = new SplittableRandom(11);
        byte[] whole = codec.encode(random(random));
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = whole.clone();
            for (int flips = random.nextInt(1, 6); flips > 0; flips--) {
                damaged[random.nextInt(10, damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            assertThat(codec.decode(damaged)).isNotNull();
        }
    }

    @Test
    void excessiveLength_isRejectedBeforeAllocation() throws IOException {
        byte[] head = Arrays.copyOf(
                codec.encode(new FeatureEvent("", "", Instant.EPOCH, Tensor.vector(0), Optional.empty())), 10);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder out = EncoderFactory.get().directBinaryEncoder(bytes, null);
        out.writeFixed(head);
        out.writeInt(Integer.MAX_VALUE);

        assertThat(codec.decode(bytes.toByteArray())).isInstanceOfSatisfying(DecodeResult.Invalid.class, invalid -> {
            assertThat(invalid.violation().category()).isEqualTo(Reason.MALFORMED);
            assertThat(invalid.violation().description()).contains("expected 2147483647 bytes");
        });
    }

    @Test
    void trailingBytes_areInvalid() {
        byte[] whole = codec.encode(random(new SplittableRandom(3)));
        assertThat(codec.decode(Arrays.copyOf(whole, whole.length + 1))).isInstanceOf(DecodeResult.Invalid.class);
    }

    @Test
    void nullValue_isInvalid() {
        assertThat(codec.decode(null)).isInstanceOf(DecodeResult.Invalid.class);
    }

    private GenericRecord generic(FeatureEvent event) {
        Schema tensor = codec.schema().getField("features").schema();
        ByteBuffer data = ByteBuffer.allocate(4 * event.features().size()).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(event.features().values());
        GenericRecord features = new GenericData.Record(tensor);
        features.put("shape", Arrays.stream(event.features().shape()).boxed().toList());
        features.put("data", data);
        GenericRecord record = new GenericData.Record(codec.schema());
        record.put("id", event.id());
        record.put("domain", event.domain());
        record.put("time", event.time().toEpochMilli());
        record.put("features", features);
        record.put("label", event.label().orElse(null));
        return record;
    }

    private static byte[] joined(List<byte[]> values) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        values.forEach(bytes::writeBytes);
        return bytes.toByteArray();
    }

    private static FeatureEvent random(SplittableRandom random) {
        float[] values = new float[random.nextInt(1, 300)];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.intBitsToFloat(random.nextInt() & 0xBFFFFFFF);
        }
        return new FeatureEvent(
                "e" + random.nextLong(),
                "däta-" + random.nextInt(),
                Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L)),
                Tensor.vector(values),
                random.nextBoolean() ? Optional.of("ethanol") : Optional.empty());
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
