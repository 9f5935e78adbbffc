package io.realign.learning.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.realign.event.Tensor;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LearnerSnapshotTest {
    private static final NetSpec SPEC = NetSpec.tabular(32, 3, NormMode.DOMAIN_SPECIFIC);
    private static final LearnerSnapshot START = LearnerSnapshot.initial(SPEC, OptimizerType.ADAM, 1);

    @Test
    void initialWeights_haveTheVarianceOfTheirFanIn() {
        assertThat(variance("features/0.weight")).isCloseTo(2.0 / 32, within(.005));
        assertThat(variance("domain/0.weight")).isCloseTo(2.0 / 64, within(.005));
        assertThat(variance("class/0.weight")).isCloseTo(2.0 / (64 + 3), within(.01));
    }

    private static double variance(String name) {
        float[] values = START.weights().get(name).values();
        double sum = 0;
        for (float value : values) {
            sum += value * value;
        }
        return sum / values.length;
    }

    @Test
    void initialNormalisation_isTheIdentityAndAllElseIsZero() {
        assertThat(START.weights().get("features/1.gain").values()).containsOnly(1);
        assertThat(START.weights().get("features/1.shift").values()).containsOnly(0);
        assertThat(START.weights().get("features/0.bias").values()).containsOnly(0);
        assertThat(START.statistics().get("features/1.variance").values()).containsOnly(1);
        assertThat(START.statistics().get("features/1.mean").values()).containsOnly(0);
        assertThat(START.firstMoments().get("features/0.weight").values()).containsOnly(0);
    }

    @Test
    void statisticOfWrongShape_isNamed() {
        Map<String, Tensor> statistics = new HashMap<>(START.statistics());
        statistics.put("features/1.mean", Tensor.vector(new float[128]));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(statistics))
                .withMessage("statistics of features/1.mean: expected shape [2, 128], got [128]");
    }

    @Test
    void missingStatistic_isRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(Map.of()))
                .withMessageStartingWith("statistics: expected tensors [features/1.mean");
    }

    private static LearnerSnapshot with(Map<String, Tensor> statistics) {
        return new LearnerSnapshot(
                SPEC, OptimizerType.ADAM, 0, START.weights(), START.firstMoments(), START.secondMoments(), statistics);
    }
}
