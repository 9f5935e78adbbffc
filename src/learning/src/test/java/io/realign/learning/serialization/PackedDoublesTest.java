package io.realign.learning.serialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.realign.event.Tensor;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedDoublesTest {
    @Test
    void doubles_comeBackBitByBit() {
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

        List<Double> read = PackedDoubles.unpack(throughAFile(PackedDoubles.pack(values)));

        assertThat(read)
                .extracting(Double::doubleToRawLongBits)
                .isEqualTo(values.stream().map(Double::doubleToRawLongBits).toList());
    }

    private static Tensor throughAFile(Tensor tensor) {
        return Safetensors.read(new Safetensors(Map.of(), Map.of("x", tensor)).write())
                .tensors()
                .get("x");
    }

    @ParameterizedTest
    @ValueSource(floats = {-1, 65536, .5f, Float.NaN, Float.POSITIVE_INFINITY})
    void parts_thatAreNoSixteenBits_areRefused(float part) {
        assertThatThrownBy(() -> PackedDoubles.unpack(new Tensor(new int[] {1, 4}, new float[] {0, part, 0, 0})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected whole numbers of 0 to 65535");
    }

    @Test
    void otherShapes_areRefused() {
        assertThatThrownBy(() -> PackedDoubles.unpack(new Tensor(new int[] {4}, new float[4])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected the shape [count, 4], got [4]");
    }
}
