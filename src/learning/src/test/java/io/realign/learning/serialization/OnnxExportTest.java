package io.realign.learning.serialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.realign.learning.Onnx;
import io.realign.learning.input.Standardisation;
import io.realign.learning.network.LearnerSnapshot;
import io.realign.learning.network.ModelOutputs;
import io.realign.learning.network.NetSpec;
import io.realign.learning.network.NormMode;
import io.realign.window.Standardiser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OnnxExportTest {
    @Test
    void randomNetworks_matchTheReferenceForwardPass() throws Exception {
        for (int seed = 0; seed < 25; seed++) {
            RandomNetworks nets = new RandomNetworks(seed);
            NetSpec spec = nets.spec();
            assertSame(
                    "seed " + seed,
                    nets.snapshot(spec),
                    nets.standardisation(spec.width()),
                    nets.rows(20, spec.width(), 3));
        }
    }

    @ParameterizedTest
    @EnumSource(NormMode.class)
    void predefinedNetworks_matchTheReferenceForwardPass(NormMode norm) throws Exception {
        for (NetSpec spec : List.of(NetSpec.tabular(16, 4, norm), NetSpec.image(10, norm))) {
            RandomNetworks nets = new RandomNetworks(7);
            LearnerSnapshot snapshot = small(nets.snapshot(spec));
            assertSame("", snapshot, nets.standardisation(spec.width()), nets.rows(3, spec.width(), 2));
        }
    }

    /** Scales the weights down: with deviation 1, wide layers give values in the thousands, where float32 is coarse. */
    private static LearnerSnapshot small(LearnerSnapshot snapshot) {
        snapshot.weights().values().forEach(tensor -> {
            for (int i = 0; i < tensor.size(); i++) {
                tensor.values()[i] *= tensor.shape().length > 1 ? .03f : 1;
            }
        });
        return snapshot;
    }

    @Test
    void signedLogarithm_isExact_forValuesOfAnyMagnitude() throws Exception {
        boolean[] logTransformed = {true, false};
        for (int exponent = -45; exponent <= 37; exponent++) {
            float x = Float.parseFloat("3.3e" + exponent);
            // Scales the logarithm to 1, within the clipping range.
            float size = (float) Math.max(Float.MIN_NORMAL, Math.log1p(x));
            Standardisation scaled =
                    new Standardisation(logTransformed, new Standardiser(new float[2], new float[] {size, size}));
            float[][] rows = {{x, x}, {-x, -x}, {0, 0}};

            float[][] actual = Onnx.run(OnnxExport.write(identity(), scaled, true), OnnxExport.EMBEDDING, rows);

            float[][] expected = scaled.apply(rows);
            for (int row = 0; row < rows.length; row++) {
                for (int i = 0; i < 2; i++) {
                    assertThat(actual[row][i]).as("%s", x).isCloseTo(expected[row][i], within(1e-6f));
                }
            }
        }
    }

    /** A network whose embedding is its input. */
    private static LearnerSnapshot identity() {
        LearnerSnapshot random = new RandomNetworks(1).snapshot(NetworkJson.read("""
            {"input":[2],"classes":2,"features":[{"layer":"dense","outputs":2}],
            "class-head":[{"layer":"dense","outputs":2}],"domain-head":[{"layer":"dense","outputs":2}],
            "conditional":false}\
            """));
        float[] weight = random.weights().get("features/0.weight").values();
        System.arraycopy(new float[] {1, 0, 0, 1}, 0, weight, 0, 4);
        System.arraycopy(
                new float[2], 0, random.weights().get("features/0.bias").values(), 0, 2);
        return random;
    }

    @Test
    void extremeRows_giveFiniteProbabilities() throws Exception {
        RandomNetworks nets = new RandomNetworks(3);
        NetSpec spec = NetSpec.tabular(2, 3, NormMode.NONE);
        byte[] model = OnnxExport.write(nets.snapshot(spec), nets.standardisation(2), true);

        float[][] probabilities = Onnx.run(
                model, OnnxExport.PROBABILITIES, new float[][] {{1e30f, -1e30f}, {Float.MAX_VALUE, -Float.MAX_VALUE}});

        for (float[] row : probabilities) {
            assertThat(row[0] + row[1] + row[2]).isCloseTo(1, within(1e-5f));
        }
    }

    @Test
    void equalSnapshots_giveEqualBytes() {
        RandomNetworks nets = new RandomNetworks(3);
        LearnerSnapshot snapshot = nets.snapshot(NetSpec.image(10, NormMode.DOMAIN_SPECIFIC));
        Standardisation standardisation = Standardisation.none(snapshot.spec().width());
        LearnerSnapshot read = ModelCheckpoint.read(
                        new ModelCheckpoint(snapshot, standardisation, standardisation, Map.of()).write())
                .snapshot();

        assertThat(OnnxExport.write(read, standardisation, true))
                .isEqualTo(OnnxExport.write(snapshot, standardisation, true));
    }

    @Test
    void standardisationOfAnotherWidth_isRejected() {
        LearnerSnapshot snapshot = new RandomNetworks(3).snapshot(NetSpec.tabular(4, 3, NormMode.NONE));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> OnnxExport.write(snapshot, Standardisation.none(5), true))
                .withMessage("expected a standardisation of 4 features, got 5");
    }

    private static void assertSame(
            String what, LearnerSnapshot snapshot, Standardisation standardisation, float[][] rows) throws Exception {
        assertSame(what, snapshot, standardisation, false, rows);
        assertSame(what, snapshot, standardisation, true, rows);
    }

    private static void assertSame(
            String what, LearnerSnapshot snapshot, Standardisation standardisation, boolean target, float[][] rows)
            throws Exception {
        byte[] model = OnnxExport.write(snapshot, standardisation, target);
        ModelOutputs expected = new ReferenceForwardPass(snapshot, target).predict(standardisation.apply(rows));

        float[][] probabilities = Onnx.run(model, OnnxExport.PROBABILITIES, rows);
        float[][] embedding = Onnx.run(model, OnnxExport.EMBEDDING, rows);

        assertThat(largestDifference(probabilities, expected.probabilities()))
                .as(what)
                .isLessThan(1e-5);
        assertThat(largestDifference(embedding, expected.embedding())).as(what).isLessThan(1e-5);
    }

    /** Relative to the largest value of the row if that exceeds 1. */
    private static double largestDifference(float[][] actual, float[][] others) {
        assertThat(actual).hasDimensions(others.length, others[0].length);
        double largest = 0;
        for (int row = 0; row < actual.length; row++) {
            double size = 1;
            for (float value : others[row]) {
                size = Math.max(size, Math.abs(value));
            }
            for (int i = 0; i < actual[row].length; i++) {
                largest = Math.max(largest, Math.abs(actual[row][i] - others[row][i]) / size);
            }
        }
        return largest;
    }
}
