package io.realign.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.realign.adaptation.Evidence;
import io.realign.learning.dl4j.Dl4jEngine;
import io.realign.window.Standardiser;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainerTest {
    private static final Recipe SHORT = new Recipe(60, 32, 1e-3, .1, .1, .2, 3e-3, 5, 1);

    private final Trainer trainer = new Trainer(new Dl4jEngine());
    private final Blobs blobs = new Blobs(4, 16, 7);

    @Test
    void version1_learnsClouds() throws Exception {
        Candidate version1 = trainer.trainSource(blobs.rows(200), Recipe.SOURCE, 1, Progress.NONE);

        assertThat(Onnx.accuracy(version1.inference(), blobs.rows(200))).isGreaterThan(.9);
    }

    @Test
    void adaptation_followsGainAndOffset() throws Exception {
        SourceRows source = blobs.rows(200);
        SourceRows moved = blobs.rows(200, 2, 5);
        Candidate version1 = trainer.trainSource(source, Recipe.SOURCE, 1, Progress.NONE);

        Candidate candidate =
                trainer.adapt(version1.continuation(), source, moved.features(), Recipe.ADAPTATION, 2, Progress.NONE);

        assertThat(Onnx.accuracy(candidate.inference(), moved))
                .isGreaterThan(.9)
                .isGreaterThan(Onnx.accuracy(version1.inference(), moved));
    }

    @Test
    void sameSeedAndRows_giveSameBytes() {
        SourceRows source = blobs.rows(90);
        float[][] target = blobs.rows(50, 1.5f, 1).features();

        Candidate once = twoVersions(source, target, 3);
        Candidate again = twoVersions(source, target, 3);
        Candidate otherwise = twoVersions(source, target, 4);

        assertThat(again.continuation()).isEqualTo(once.continuation());
        assertThat(again.inference()).isEqualTo(once.inference());
        assertThat(otherwise.continuation()).isNotEqualTo(once.continuation());
    }

    private Candidate twoVersions(SourceRows source, float[][] target, long seed) {
        Candidate version1 = trainer.trainSource(source, SHORT, seed, Progress.NONE);
        return trainer.adapt(version1.continuation(), source, target, SHORT, seed, Progress.NONE);
    }

    @Test
    void candidate_keepsSourceStandardiserAndTakesTargets() {
        SourceRows source = blobs.rows(90);
        float[][] target = blobs.rows(50, 1.5f, 1).features();

        Continuation candidate =
                Continuation.read(twoVersions(source, target, 3).continuation());

        assertThat(candidate.source()).isEqualTo(Standardiser.fit(source.features()));
        assertThat(candidate.target()).isEqualTo(Standardiser.fit(target));
        assertThat(candidate.snapshot().step()).isEqualTo(2 * SHORT.steps());
    }

    @Test
    void progress_tellsEveryStepAndItsAlpha() {
        SourceRows source = blobs.rows(90);
        Candidate version1 = trainer.trainSource(source, SHORT, 1, Progress.NONE);
        List<Integer> steps = new ArrayList<>();
        List<Double> alphas = new ArrayList<>();

        Candidate candidate = trainer.adapt(
                version1.continuation(), source, blobs.rows(20).features(), SHORT, 1, (step, of, losses, alpha) -> {
                    steps.add(step);
                    alphas.add(alpha);
                });

        assertThat(steps).hasSize(SHORT.steps()).isSorted().endsWith(SHORT.steps());
        assertThat(candidate.alpha()).isEqualTo(alphas).isSorted().startsWith(0.0);
        assertThat(alphas.get(alphas.size() - 1)).isBetween(.09, .1);
    }

    @Test
    void evidence_isWhatTheExportedModelsSay() throws Exception {
        SourceRows source = blobs.rows(90);
        float[][] target = blobs.rows(50, 1.5f, 1).features();
        Candidate version1 = trainer.trainSource(source, SHORT, 1, Progress.NONE);
        Candidate candidate = trainer.adapt(version1.continuation(), source, target, SHORT, 1, Progress.NONE);

        Evidence evidence = trainer.evidence(version1.continuation(), candidate.continuation(), source, target);

        assertClose(evidence.incumbentTarget(), Onnx.run(version1.inference(), OnnxExport.PROBABILITIES, target));
        assertClose(evidence.candidateTarget(), Onnx.run(candidate.inference(), OnnxExport.PROBABILITIES, target));
        assertClose(
                evidence.incumbentHoldOut(),
                Onnx.run(version1.inference(), OnnxExport.PROBABILITIES, source.features()));
    }

    private static void assertClose(float[][] actual, float[][] expected) {
        assertThat(actual).hasDimensions(expected.length, expected[0].length);
        for (int row = 0; row < expected.length; row++) {
            for (int i = 0; i < expected[row].length; i++) {
                assertThat((double) actual[row][i])
                        .isCloseTo(expected[row][i], org.assertj.core.api.Assertions.within(1e-5));
            }
        }
    }

    @Test
    void rowsThatCannotBeTrainedOn_areRefusedInWords() {
        SourceRows source = blobs.rows(20);
        byte[] version1 = trainer.trainSource(source, SHORT, 1, Progress.NONE).continuation();

        assertRefused(() -> adapt(version1, source, new float[0][]), "target: expected at least one row");
        assertRefused(() -> adapt(version1, source, new float[1][3]), "target: expected 16 features, got 3 at row 0");
        assertRefused(() -> adapt(version1, blobs(3, 16), source.features()), "expected rows of 4 classes");
        assertRefused(() -> adapt(version1, blobs(4, 5), source.features()), "source: expected 16 features, got 5");
        assertRefused(() -> trainSource(new SourceRows(new float[0][], new int[0], 2)), "source: expected at least");
        assertRefused(() -> trainSource(new SourceRows(new float[2][2], new int[] {1, 1}, 2)), "got only class 1");
        assertRefused(
                () -> trainSource(new SourceRows(new float[][] {{1}, {Float.NaN}}, new int[] {0, 1}, 2)),
                "expected finite features, got NaN at row 1, feature 0");
    }

    private static SourceRows blobs(int classes, int width) {
        return new Blobs(classes, width, 1).rows(20);
    }

    private void adapt(byte[] version1, SourceRows source, float[][] target) {
        trainer.adapt(version1, source, target, SHORT, 1, Progress.NONE);
    }

    private void trainSource(SourceRows source) {
        trainer.trainSource(source, SHORT, 1, Progress.NONE);
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining(message);
    }

    @Test
    void lossThatIsNoNumber_stopsWithTheStep() {
        Trainer diverging = new Trainer(new DivergingEngine(7));

        assertThatThrownBy(() -> diverging.trainSource(blobs.rows(20), SHORT, 1, Progress.NONE))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("step 7 of 60");
    }
}
