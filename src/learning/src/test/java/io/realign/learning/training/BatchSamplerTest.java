package io.realign.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.realign.learning.input.SourceRows;
import io.realign.learning.loss.TrainingBatch;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BatchSamplerTest {
    private static final float[][] NONE = {};
    private static final int CLASSES = 3;
    private static final double[] EQUAL_IMPORTANCE = {1, 1, 1};

    /** 90, 9 and 1 rows per class; the first feature identifies the source, the second is the index of the row. */
    private static final SourceRows UNEVEN = rows(1, 90, 9, 1);

    private static final TrainingSchedule EXACT = new TrainingSchedule(1, 30, 1e-3, 0, 0, 0, 0, 5);
    private static final TrainingSchedule NOISY = new TrainingSchedule(1, 30, 1e-3, 0, 0, .2, 0, 5);

    private static SourceRows rows(float source, int... counts) {
        int[] labels = IntStream.range(0, counts.length)
                .flatMap(label -> IntStream.generate(() -> label).limit(counts[label]))
                .toArray();
        float[][] rows = IntStream.range(0, labels.length)
                .mapToObj(row -> new float[] {source, row})
                .toArray(float[][]::new);
        return new SourceRows(rows, labels, CLASSES);
    }

    private static BatchSampler sampler(
            TrainingSchedule schedule, double[] importance, float[][] target, float[][] softLabels) {
        return new BatchSampler(
                List.of("source"), List.of(UNEVEN), new double[] {1}, importance, target, softLabels, schedule);
    }

    private static long count(int[] labels, int label) {
        return Arrays.stream(labels).filter(other -> other == label).count();
    }

    @Test
    void classes_areEquallyFrequent() {
        TrainingBatch batch =
                sampler(EXACT, EQUAL_IMPORTANCE, NONE, NONE).sample(1).batch();

        for (int label = 0; label < CLASSES; label++) {
            assertThat(count(batch.labels(), label)).isEqualTo(10);
        }
    }

    @Test
    void classWithoutRows_isOmitted() {
        BatchSampler sampler = new BatchSampler(
                List.of("source"), List.of(rows(1, 5, 0, 5)), new double[] {1}, EQUAL_IMPORTANCE, NONE, NONE, EXACT);

        assertThat(sampler.sample(1).batch().labels()).containsOnly(0, 2);
    }

    @Test
    void row_hasItsLabel() {
        TrainingBatch batch =
                sampler(EXACT, EQUAL_IMPORTANCE, NONE, NONE).sample(1).batch();

        for (int i = 0; i < batch.labels().length; i++) {
            assertThat(UNEVEN.labels()[(int) batch.source()[i][1]]).isEqualTo(batch.labels()[i]);
        }
    }

    @Test
    void batch_dependsOnTheSeedOnly() {
        BatchSampler one = sampler(NOISY, EQUAL_IMPORTANCE, UNEVEN.features(), NONE);
        BatchSampler other = sampler(NOISY, EQUAL_IMPORTANCE, UNEVEN.features(), NONE);
        other.sample(1);
        other.sample(2);

        TrainingBatch expected = one.sample(7).batch();
        TrainingBatch batch = other.sample(7).batch();

        assertThat(batch.source()).isDeepEqualTo(expected.source());
        assertThat(batch.labels()).isEqualTo(expected.labels());
        assertThat(batch.target()).isDeepEqualTo(expected.target());
    }

    @Test
    void differentSeed_samplesADifferentBatch() {
        BatchSampler sampler = sampler(EXACT, EQUAL_IMPORTANCE, NONE, NONE);

        assertThat(Arrays.deepEquals(
                        sampler.sample(1).batch().source(),
                        sampler.sample(2).batch().source()))
                .isFalse();
    }

    @Test
    void sources_areSampledByWeightRegardlessOfSize() {
        BatchSampler sampler = new BatchSampler(
                List.of("small", "large", "none"),
                List.of(rows(1, 3, 3, 3), rows(2, 100, 100, 100), rows(3, 50, 50, 50)),
                new double[] {.6, .4, 0},
                EQUAL_IMPORTANCE,
                NONE,
                NONE,
                EXACT);

        int[] counts = new int[4];
        for (int seed = 0; seed < 200; seed++) {
            for (float[] row : sampler.sample(seed).batch().source()) {
                counts[(int) row[0]]++;
            }
        }

        assertThat(counts[1] / 6000.0).isCloseTo(.6, within(.03));
        assertThat(counts[3]).isZero();
    }

    @Test
    void withoutNoise_rowsAreShared() {
        TrainingBatch batch = sampler(EXACT, EQUAL_IMPORTANCE, UNEVEN.features(), NONE)
                .sample(1)
                .batch();

        assertThat(Stream.of(batch.source(), batch.target()).flatMap(Stream::of))
                .allMatch(row -> row == UNEVEN.features()[(int) row[1]]);
    }

    @Test
    void noise_hasItsDeviationAndDoesNotModifyTheRows() {
        BatchSampler sampler = sampler(NOISY, EQUAL_IMPORTANCE, new float[][] {{5, 5}}, NONE);

        double squares = 0;
        for (int seed = 0; seed < 100; seed++) {
            for (float[] row : sampler.sample(seed).batch().target()) {
                squares += (row[0] - 5) * (row[0] - 5) / 3000;
            }
        }

        assertThat(Math.sqrt(squares)).isCloseTo(.2, within(.01));
        assertThat(UNEVEN.features()[0]).containsExactly(1, 0);
    }

    @Test
    void importance_keepsTheRatioOfTheClassesAndHasMeanOne() {
        TrainingBatch batch =
                sampler(EXACT, new double[] {8, 2, 2}, NONE, NONE).sample(1).batch();

        assertThat(Arrays.stream(batch.importance()).average().orElseThrow()).isCloseTo(1, within(1e-12));
        for (int i = 0; i < batch.labels().length; i++) {
            assertThat(batch.importance()[i]).isCloseTo(batch.labels()[i] == 0 ? 2 : .5, within(1e-12));
        }
    }

    @Test
    void zeroImportance_becomesOne() {
        assertThat(sampler(EXACT, new double[CLASSES], NONE, NONE)
                        .sample(1)
                        .batch()
                        .importance())
                .containsOnly(1);
    }

    @Test
    void softLabels_belongToTheirRows() {
        float[][] target = {{0, 0}, {1, 0}, {2, 0}};
        float[][] softLabels = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};

        TrainingBatch batch =
                sampler(EXACT, EQUAL_IMPORTANCE, target, softLabels).sample(1).batch();

        for (int i = 0; i < batch.target().length; i++) {
            assertThat(batch.softLabels()[i]).isSameAs(softLabels[(int) batch.target()[i][0]]);
        }
    }

    @Test
    void baseModel_hasNoTarget() {
        TrainingBatch batch =
                sampler(EXACT, EQUAL_IMPORTANCE, NONE, NONE).sample(1).batch();

        assertThat(batch.target()).isEmpty();
        assertThat(batch.softLabels()).isEmpty();
    }

    @Test
    void fewRows_fillABatch() {
        BatchSampler sampler = new BatchSampler(
                List.of("source"),
                List.of(rows(1, 1, 1)),
                new double[] {1},
                EQUAL_IMPORTANCE,
                new float[][] {{9, 9}},
                NONE,
                EXACT);

        assertThat(sampler.sample(1).batch().size()).isEqualTo(60);
    }
}
