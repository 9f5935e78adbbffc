package io.realign.learning.serialization;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.realign.event.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
    private static final Safetensors FILE = new Safetensors(
            Map.of("key", "a \"quoted\" value"),
            Map.of("a", Tensor.vector(1, -2.5f, Float.MIN_VALUE), "b", new Tensor(new int[] {2, 1}, new float[] {3, 4
            })),
            Map.of("c", List.of(.1, -0.0)));

    @Test
    void writtenFile_isReadBackEqual() {
        assertThat(Safetensors.read(FILE.write())).isEqualTo(FILE);
        assertThat(Safetensors.read(FILE.write()).write()).isEqualTo(FILE.write());
    }

    @Test
    void layout_isSafetensors() {
        byte[] file = new Safetensors(Map.of(), Map.of("x", Tensor.vector(1.5f)), Map.of()).write();

        String header = "{\"__metadata__\":{},\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";
        assertThat(file).isEqualTo(file(header, 1.5f));
    }

    @Test
    void doubles_areWrittenAsF64_beforeTheTensors() {
        byte[] file = new Safetensors(
                        Map.of(), Map.of("a", Tensor.vector(1.5f)), Map.of("x", List.of(Double.MIN_VALUE, -.1)))
                .write();

        ByteBuffer values = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        String header = new String(file, 8, (int) values.getLong(), UTF_8);
        assertThat(header)
                .isEqualTo("{\"__metadata__\":{},\"x\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[0,16]},"
                        + "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[16,20]}}");
        values.position(8 + header.length());
        assertThat(values.getDouble()).isEqualTo(Double.MIN_VALUE);
        assertThat(values.getDouble()).isEqualTo(-.1);
        assertThat(values.getFloat()).isEqualTo(1.5f);
    }

    @Test
    void doubles_areReadBackBitByBit() {
        List<Double> values = Stream.concat(
                        Stream.of(
                                0.0,
                                -0.0,
                                .1,
                                Double.MIN_VALUE,
                                Double.MAX_VALUE,
                                Double.NaN,
                                Double.NEGATIVE_INFINITY),
                        new SplittableRandom(1).longs(200).mapToObj(Double::longBitsToDouble))
                .toList();

        byte[] file = new Safetensors(Map.of(), Map.of(), Map.of("x", values)).write();

        assertThat(Safetensors.read(file).vectors().get("x"))
                .extracting(Double::doubleToRawLongBits)
                .isEqualTo(values.stream().map(Double::doubleToRawLongBits).toList());
    }

    @Test
    void truncatedFile_isRejected() {
        byte[] whole = FILE.write();
        for (int length = 0; length < whole.length; length++) {
            byte[] truncated = Arrays.copyOf(whole, length);
            assertThatIllegalArgumentException().isThrownBy(() -> Safetensors.read(truncated));
        }
    }

    @Test
    void headerAboveTheReadLimit_isNotWritten() {
        Safetensors file = new Safetensors(Map.of("a", "x".repeat(1 << 20)), Map.of(), Map.of());

        assertThatIllegalArgumentException()
                .isThrownBy(file::write)
                .withMessageContaining("expected a header of at most 1048576 bytes");
    }

    @Test
    void extraBytes_areRejected() {
        byte[] longer = Arrays.copyOf(FILE.write(), FILE.write().length + 1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Safetensors.read(longer))
                .withMessageContaining("1 bytes after the last tensor");
    }

    /** No damage may cause another exception, or an allocation beyond the size of the file. */
    @Test
    void damagedFiles_areReadOrRejected() {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 5000; round++) {
            byte[] damaged = FILE.write();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            try {
                Safetensors.read(damaged);
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageStartingWith("not a safetensors file");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | not an object",
                "{\"x\" | not JSON",
                "{} {} | not JSON",
                "{\"x\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[0,4]}} | dtype \"F16\" of 'x'",
                "{\"x\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,4]}} | shape [1] of 'x', too large",
                "{\"x\":{\"dtype\":\"F64\",\"shape\":[1,1],\"data_offsets\":[0,8]}} | shape [1, 1] of 'x', too many"
                        + " axes",
                "{\"x\":{\"shape\":[1],\"data_offsets\":[0,4]}} | dtype",
                "{\"x\":7} | dtype",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}} | shape [0] of 'x'",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}} | shape [-1] of 'x'",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,4]}} | shape [1.5] of 'x'",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}} | shape [] of 'x'",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[2147483647,2147483647],\"data_offsets\":[0,4]}} | too large",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,8]}} | offsets [0,8] of 'x'",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}} | offsets [4,8] of 'x'",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}} | offsets [0] of 'x'",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                        + "\"y\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}} | 'y'",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                        + "\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}} | not JSON",
                "{\"__metadata__\":{\"a\":1}} | metadata 'a' that is not a string",
                "{\"__metadata__\":[]} | metadata that is not an object",
            })
    void invalidHeader_isRejectedWithTheReason(String header, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Safetensors.read(file(header, 1.5f)))
                .withMessageContaining(message);
    }

    @Test
    void headerLongerThanTheFile_isRejectedBeforeReading() {
        for (long length : new long[] {Long.MAX_VALUE, -1, 0, 1L << 40}) {
            byte[] file = ByteBuffer.allocate(64)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(length)
                    .array();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Safetensors.read(file))
                    .withMessageContaining("a header of " + length);
        }
    }

    private static byte[] file(String header, float value) {
        byte[] json = header.getBytes(UTF_8);
        return ByteBuffer.allocate(8 + json.length + 4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .putFloat(value)
                .array();
    }
}
