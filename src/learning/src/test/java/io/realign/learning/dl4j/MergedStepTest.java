package io.realign.learning.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.realign.event.Tensor;
import io.realign.learning.Batch;
import io.realign.learning.Layers;
import io.realign.learning.Losses;
import io.realign.learning.NetSpec;
import io.realign.learning.Stride;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;

/** One step on the merged batch, against arithmetic in plain Java that passes source and target one after the other. */
class MergedStepTest {
    private static final NetSpec SPEC = new NetSpec(5, 3, 7, 4, 0);

    @ParameterizedTest
    @CsvSource({"6, 6, 0.5, 1e9", "4, 12, 1, 1e9", "9, 3, 0.1, 0.05", "5, 5, 0, 1e9"})
    void step_equalsTwoPlainPasses(int sources, int targets, double alpha, double clip) {
        Dl4jLearner learner = new Dl4jLearner(SPEC, DannGraph.build(SPEC, DataType.FLOAT, 5));
        PlainDann plain = new PlainDann(SPEC, learner.snapshot().weights());
        Stride stride = new Stride(alpha, .01, .003, clip, 1);

        for (int step = 0; step < 3; step++) {
            Batch batch = GradientTest.batch(sources, targets, step);
            Losses expected = plain.step(batch, stride);
            Losses actual = learner.step(batch, stride);

            assertThat(actual.classLoss()).isCloseTo(expected.classLoss(), within(1e-5));
            assertThat(actual.domainLoss()).isCloseTo(expected.domainLoss(), within(1e-5));
        }
        assertClose(learner.snapshot().weights(), plain.weights());
    }

    private static void assertClose(Map<String, Tensor> actual, Map<String, double[]> expected) {
        assertThat(actual).containsOnlyKeys(expected.keySet());
        expected.forEach((name, values) -> {
            for (int i = 0; i < values.length; i++) {
                assertThat((double) actual.get(name).values()[i])
                        .as("%s %d", name, i)
                        .isCloseTo(values[i], within(2e-4));
            }
        });
    }

    @Test
    void stepThatIsNoNumber_leavesWeightsAlone() {
        Dl4jLearner learner = new Dl4jLearner(SPEC, DannGraph.build(SPEC, DataType.FLOAT, 5));
        var before = learner.snapshot();
        Batch batch = GradientTest.batch(4, 4, 1);
        batch.target()[0][0] = Float.NaN;

        Losses losses = learner.step(batch, new Stride(1, .01, 0, 5, 1));

        assertThat(losses.classLoss()).isNaN();
        assertThat(learner.snapshot()).isEqualTo(before);
        assertThat(before.weights().get(Layers.weight(Layers.HIDDEN)).shape()).containsExactly(5, 7);
    }
}
