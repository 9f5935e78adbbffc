package io.realign.learning.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.realign.window.Standardiser;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandardisationTest {
    @Test
    void symmetricTable_isStandardisedWithoutLogarithms() {
        float[][] rows = symmetric(300, 0, 1);

        Standardisation standardisation = Standardisation.fit(rows);

        assertThat(standardisation).isEqualTo(new Standardisation(new boolean[3], Standardiser.fit(rows)));
        assertThat(standardisation.apply(rows))
                .isDeepEqualTo(Standardiser.fit(rows).apply(rows));
    }

    @Test
    void skewedTable_isLogTransformed() {
        float[][] rows = skewed(300, 1);

        Standardisation standardisation = Standardisation.fit(rows);

        assertThat(standardisation.logTransformed()).containsExactly(true, true, true);
        assertThat((double) standardisation.standardiser().mean()[0]).isCloseTo(8, within(.3));
        assertThat((double) standardisation.standardiser().deviation()[0]).isCloseTo(1, within(.15));
        assertThat(standardisation.apply(rows)[0][0]).isEqualTo((float)
                ((Math.log1p(rows[0][0]) - standardisation.standardiser().mean()[0])
                        / standardisation.standardiser().deviation()[0]));
    }

    @Test
    void rows_areNotModified() {
        float[][] rows = skewed(10, 1);
        float[][] before = Arrays.stream(rows).map(float[]::clone).toArray(float[][]::new);

        Standardisation.fit(rows).apply(rows);

        assertThat(rows).isDeepEqualTo(before);
    }

    @Test
    void refitting_removesGainAndOffset() {
        Standardisation source = Standardisation.fit(symmetric(300, 0, 1));
        float[][] target = symmetric(300, 40, 3);

        assertThat(source.refitted(target, 150).apply(target)[7][0])
                .isCloseTo(source.apply(symmetric(300, 0, 1))[7][0], within(1e-4f));
    }

    @Test
    void refitting_keepsTheLogarithmsOfTheSource() {
        Standardisation source = Standardisation.fit(skewed(300, 1));

        assertThat(source.refitted(symmetric(300, 50, 1), 150).logTransformed()).containsExactly(true, true, true);
    }

    @Test
    void fewRows_shrinkTheStatisticsTowardsTheSource() {
        Standardisation source = Standardisation.fit(symmetric(300, 0, 1));
        float[][] rows = symmetric(300, 10, 4);
        Standardisation all = source.refitted(Arrays.copyOf(rows, 150), 150);

        assertThat(all).isEqualTo(new Standardisation(new boolean[3], Standardiser.fit(Arrays.copyOf(rows, 150))));
        assertThat(source.refitted(Arrays.copyOf(rows, 50), 150).standardiser())
                .isEqualTo(source.standardiser().interpolate(Standardiser.fit(Arrays.copyOf(rows, 50)), 50 / 150.0));
        assertThat(source.refitted(new float[0][], 150)).isEqualTo(source);
    }

    @ParameterizedTest
    @ValueSource(floats = {0, .1f, -3, 1e30f, -1e30f})
    void constantFeature_hasDeviationOne(float value) {
        float[][] rows = skewed(200, 1);
        for (float[] row : rows) {
            row[1] = value;
        }
        Standardisation standardisation = Standardisation.fit(rows);

        assertThat(standardisation.logTransformed()[1]).isTrue();
        assertThat(standardisation.standardiser().deviation()[1]).isEqualTo(1);
        assertThat(standardisation.apply(rows)[5][1]).isZero();
    }

    @Test
    void hugeValues_stayFinite() {
        SplittableRandom random = new SplittableRandom(1);
        float[][] rows = new float[1000][3];
        for (float[] row : rows) {
            row[0] = (float) (1e30 * random.nextGaussian());
            row[1] = random.nextBoolean() ? 1e30f : -1e30f;
            row[2] = (float) (1e30 * Math.exp(-random.nextDouble() * 60));
        }
        for (Standardisation standardisation : new Standardisation[] {
            Standardisation.fit(rows), new Standardisation(new boolean[3], Standardiser.fit(rows))
        }) {
            for (float[] row : standardisation.apply(rows)) {
                for (float value : row) {
                    assertThat(value).isBetween(-4f, 4f);
                }
            }
        }
    }

    @Test
    void none_onlyClips() {
        assertThat(Standardisation.none(3).apply(new float[][] {{0, 1, -.5f}, {9, -9, 0}}))
                .isDeepEqualTo(new float[][] {{0, 1, -.5f}, {4, -4, 0}});
    }

    @Test
    void channels_areStandardisedSeparately() {
        float[][] images = {{0, 1, 2, 10, 10, 10}, {3, 4, 5, 10, 10, 10}};

        Standardiser standardiser = Standardisation.fitChannels(images, 2).standardiser();

        float deviation = (float) Math.sqrt(35 / 12.0);
        assertThat(standardiser.mean()).containsExactly(2.5f, 2.5f, 2.5f, 10, 10, 10);
        assertThat(standardiser.deviation()).containsExactly(deviation, deviation, deviation, 1, 1, 1);
    }

    @Test
    void outputMoments_areThoseRequested() {
        float[][] rows = symmetric(300, 40, 3);
        double[] mean = {.5, -.2, 0};
        double[] deviation = {.5, 1.2, .8};

        float[][] output =
                Standardisation.fit(rows).withOutputMoments(mean, deviation).apply(rows);

        for (int i = 0; i < 3; i++) {
            int feature = i;
            double outputMean = Arrays.stream(output)
                    .mapToDouble(row -> row[feature])
                    .average()
                    .orElseThrow();
            double outputSquare = Arrays.stream(output)
                    .mapToDouble(row -> (row[feature] - outputMean) * (row[feature] - outputMean))
                    .average()
                    .orElseThrow();
            assertThat(outputMean).isCloseTo(mean[i], within(.01));
            assertThat(Math.sqrt(outputSquare)).isCloseTo(deviation[i], within(.02));
        }
    }

    @Test
    void outputDeviation_hasALowerBound() {
        Standardiser standardiser = Standardisation.none(1)
                .withOutputMoments(new double[] {1}, new double[] {0})
                .standardiser();

        assertThat(standardiser.deviation()[0]).isEqualTo(20);
        assertThat(standardiser.mean()[0]).isEqualTo(-20);
    }

    @Test
    void outputMomentsZeroAndOne_changeNothing() {
        Standardisation logged = Standardisation.fit(skewed(300, 1));

        assertThat(logged.withOutputMoments(new double[3], new double[] {1, 1, 1}))
                .isEqualTo(logged);
    }

    @Test
    void incompatibleInputs_areRejected() {
        Standardisation plain = Standardisation.none(3);
        Standardisation logged = new Standardisation(new boolean[] {true, true, true}, plain.standardiser());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Standardisation(new boolean[2], plain.standardiser()))
                .withMessageContaining("3 features, got 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plain.apply(new float[][] {{1, 2}}))
                .withMessage("expected 3 features, got 2");
        assertThatIllegalArgumentException().isThrownBy(() -> plain.interpolate(logged, .5));
        assertThatIllegalArgumentException().isThrownBy(() -> plain.refitted(new float[5][3], 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Standardisation.fit(new float[0][]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Standardisation.fitChannels(new float[2][7], 3))
                .withMessageContaining("rows of 7 values");
    }

    @Test
    void equality_isByContent() {
        assertThat(Standardisation.none(2))
                .isEqualTo(Standardisation.none(2))
                .hasSameHashCodeAs(Standardisation.none(2))
                .isNotEqualTo(Standardisation.none(3))
                .isNotEqualTo(new Standardisation(
                        new boolean[] {false, true}, Standardisation.none(2).standardiser()));
    }

    private static float[][] symmetric(int size, double offset, double gain) {
        return rows(size, random -> offset + gain * random.nextGaussian());
    }

    private static float[][] skewed(int size, double gain) {
        return rows(size, random -> gain * Math.exp(8 + random.nextGaussian()));
    }

    private interface Draw {
        double value(SplittableRandom random);
    }

    private static float[][] rows(int size, Draw draw) {
        SplittableRandom random = new SplittableRandom(1);
        float[][] rows = new float[size][3];
        for (float[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) draw.value(random);
            }
        }
        return rows;
    }
}
