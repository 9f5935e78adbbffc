package io.realign.learning.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DomainLossTest {
    private final RandomBatches batches = new RandomBatches(8);
    private final TrainingBatch batch = batches.batch(6, 9);
    private final BatchOutputs outputs = batches.outputs(6, 9);
    private final double[] logits = batches.values(30, 2);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void gradient_matchesFiniteDifferences(boolean entropyWeighted) {
        double[] gradient =
                DomainLoss.of(batch, outputs, logits, entropyWeighted).gradient();

        FiniteDifferences.assertGradient(
                "domain logits", gradient, logits, at -> DomainLoss.of(batch, outputs, at, entropyWeighted)
                        .value());
    }

    @Test
    void uninformativeHead_hasLossLnTwoAndAccuracyOneHalf() {
        DomainLoss loss = DomainLoss.of(batch, outputs, new double[30], false);

        assertThat(loss.value()).isCloseTo(Math.log(2), within(1e-12));
        assertThat(loss.domainAccuracy()).isEqualTo(.5);
    }

    @Test
    void domains_haveEqualWeight() {
        Arrays.fill(logits, 0);
        for (int row = 0; row < 15; row++) {
            logits[2 * row] = 40;
        }

        DomainLoss loss = DomainLoss.of(batch, outputs, logits, true);

        assertThat(loss.value()).isCloseTo(20, within(1e-12));
        assertThat(loss.domainAccuracy()).isEqualTo(.5);
        assertThat(Arrays.stream(loss.gradient(), 12, 30).map(Math::abs).sum()).isCloseTo(1, within(1e-12));
    }

    @Test
    void sourceRows_areWeightedByImportance() {
        Arrays.fill(batch.importance(), 1);
        batch.importance()[2] = 5;
        Arrays.fill(logits, 0);
        logits[2 * 2 + 1] = 100;

        DomainLoss loss = DomainLoss.of(batch, outputs, logits, false);

        assertThat(loss.value()).isCloseTo(.5 * (.5 * 100 + .5 * Math.log(2)) + .5 * Math.log(2), within(1e-12));
    }

    @Test
    void accuracy_isBalanced() {
        Arrays.fill(logits, 0);
        for (int row = 0; row < 15; row++) {
            logits[2 * row] = row < 3 || row >= 12 ? 1 : -1;
        }

        assertThat(DomainLoss.of(batch, outputs, logits, false).domainAccuracy())
                .isCloseTo((3 / 6.0 + 6 / 9.0) / 2, within(1e-12));
    }

    @Test
    void confidentRow_hasTwiceTheWeightOfAUniformOne() {
        Arrays.fill(batch.importance(), 1);
        Arrays.fill(outputs.logits(), 0);
        outputs.logits()[6 * RandomBatches.CLASSES] = 1e4;
        Arrays.fill(logits, 0);
        double[] gradient = DomainLoss.of(batch, outputs, logits, true).gradient();

        assertThat(gradient[2 * 6] / gradient[2 * 7]).isCloseTo(2 / (1 + 1.0 / RandomBatches.CLASSES), within(1e-12));
    }

    @Test
    void entropyWeights_changeNothingForEquallyConfidentRows() {
        Arrays.fill(outputs.logits(), 0);

        assertThat(DomainLoss.of(batch, outputs, logits, true).gradient())
                .containsExactly(DomainLoss.of(batch, outputs, logits, false).gradient(), within(1e-12));
    }

    @Test
    void withoutTargetRows_lossIsZero() {
        DomainLoss loss = DomainLoss.of(batches.batch(6, 0), batches.outputs(6, 0), batches.values(12, 1), true);

        assertThat(loss.value()).isZero();
        assertThat(loss.domainAccuracy()).isEqualTo(.5);
        assertThat(loss.gradient()).hasSize(12).containsOnly(0);
    }

    @Test
    void hugeLogits_haveFiniteLoss() {
        Arrays.setAll(logits, i -> logits[i] * 1e6);

        DomainLoss loss = DomainLoss.of(batch, outputs, logits, false);

        assertThat(loss.value()).isFinite();
        assertThat(Arrays.stream(loss.gradient()).allMatch(Double::isFinite)).isTrue();
    }

    @Test
    void wrongLogitCount_isRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DomainLoss.of(batch, outputs, new double[28], false))
                .withMessage("expected 2 domain logits for each of 15 rows, got 28 in total");
    }
}
