package io.realign.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.realign.alert.MixedStream.Change;
import io.realign.window.DyadicWindows;
import io.realign.window.FeatureMap;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WitnessTest {
    static Stream<Witness> witnesses() {
        return Stream.of(
                new Witness.Mean(new float[] {1, -0.5f, 3e30f}),
                new Witness.Score(false, 1, 0.5),
                new Witness.Score(true, -1, 1.5),
                new Witness.Feature(300, -1, 0.75),
                new Witness.RareEvent(65));
    }

    @ParameterizedTest
    @MethodSource("witnesses")
    void writtenWitness_isReadUnchanged(Witness witness) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        witness.write(new DataOutputStream(bytes));
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));

        assertThat(Witness.read(in)).isEqualTo(witness).hasSameHashCodeAs(witness);
        assertThat(in.available()).isZero();
    }

    @Test
    void unknownType_throws() {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(new byte[] {4, 0, 0, 0, 0}));

        assertThatThrownBy(() -> Witness.read(in))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("got 4");
    }

    @Test
    void mean_isTheSumOfTheWindow() {
        FeatureMap map =
                FeatureMap.fit(new MixedStream(1).rows(300, Change.NONE).toArray(float[][]::new), 64, 1, 1);
        DyadicWindows windows = new DyadicWindows(map.width(), 3, 0);
        new MixedStream(2).rows(8, Change.NONE).forEach(row -> windows.add(map.map(row), 0));
        DyadicWindows.WindowSum window = windows.windowSums().get(1);

        Witness.Mean witness = Witness.Mean.of(window, map);

        int features = 64 + map.whitening().directions().length;
        assertThat(window.length()).isEqualTo(8);
        assertThat(witness.sum()).isEqualTo(Arrays.copyOf(window.sum(), features));
        assertThat(witness).isNotEqualTo(new Witness.Mean(new float[features]));
    }
}
