package io.realign.learning.selection;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import io.realign.adaptation.ShiftType;
import io.realign.adaptation.gate.CandidateResult;
import io.realign.adaptation.gate.CheckResult;
import io.realign.adaptation.gate.ConsensusThresholds;
import io.realign.adaptation.gate.Disagreement;
import io.realign.adaptation.gate.Evaluation;
import io.realign.adaptation.gate.GateResult;
import io.realign.adaptation.gate.GateSettings;
import io.realign.adaptation.gate.LabelRequest;
import io.realign.adaptation.gate.LabelRequestPolicy;
import io.realign.adaptation.gate.NeighbourhoodDensity;
import io.realign.adaptation.gate.TrustRegionThresholds;
import io.realign.learning.Onnx;
import io.realign.learning.distance.SyntheticClasses;
import io.realign.learning.input.SourceRows;
import io.realign.learning.source.NamedSource;
import io.realign.learning.source.SourceWeighting;
import io.realign.learning.training.TrainedModel;
import io.realign.learning.training.TrainingFixtures;
import io.realign.learning.training.TrainingListener;
import io.realign.learning.training.TrainingSources;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CandidateSelectorTest {
    private static final SyntheticClasses WORLD = SyntheticClasses.standard(6);
    private static final SourceRows SOURCE = WORLD.rows(400, 1);
    private static final SourceRows HOLD_OUT = WORLD.rows(100, 2);
    private static final SourceRows SCALED = WORLD.scaled(2.5, 6).rows(250, 3);
    private static final SourceRows OTHER_SHARES =
            WORLD.withClassShares(.55, .3, .1, .05).rows(250, 3);
    private static final ServingModel SERVING = ServingModel.of(TrainingFixtures.baseModel(SOURCE));
    private static final long BUDGET = 1000;

    /** Shared result for tests that only read it. */
    private static final SelectionResult SCALED_RESULT =
            run(CandidateSelectorTest::score, () -> 0, SCALED.features(), TrainingListener.NONE);

    private static float[][] score(byte[] model, float[][] rows) {
        try {
            return Onnx.run(model, "probabilities", rows);
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SelectionResult run(Scorer scorer, LongSupplier clock, float[][] target, TrainingListener progress) {
        return new CandidateSelector(TrainingFixtures.trainer(), scorer, GateSettings.DEFAULT, clock)
                .select(SERVING, TrainingSources.of(SOURCE), HOLD_OUT, target, ProbeRows.NONE, 1, BUDGET, progress);
    }

    private static SelectionResult run(float[][] target) {
        return run(CandidateSelectorTest::score, () -> 0, target, TrainingListener.NONE);
    }

    private static double accuracy(byte[] model, SourceRows rows) {
        float[][] answers = score(model, rows.features());
        return IntStream.range(0, rows.size())
                        .filter(row -> predicted(answers[row]) == rows.labels()[row])
                        .count()
                / (double) rows.size();
    }

    private static int predicted(float[] row) {
        return IntStream.range(0, row.length).reduce(0, (best, label) -> row[label] > row[best] ? label : best);
    }

    private static List<String> names(SelectionResult result) {
        return result.candidates().stream()
                .map(candidate -> candidate.recipe().name())
                .toList();
    }

    @Test
    void withoutShift_theServingModelStays_withAReason() {
        SelectionResult result = run(WORLD.rows(250, 3).features());

        assertThat(result.shift().shiftType()).isEqualTo(ShiftType.NONE);
        assertThat(result.candidates()).isEmpty();
        assertThat(result.selected()).isEmpty();
        assertThat(result.decidingGateResult().accepted()).isFalse();
        assertThat(result.decidingGateResult().failureReasons()).contains("the class shares explain the shift");
    }

    @Test
    void labelShift_triesOnlyReweighting() {
        SelectionResult result = run(OTHER_SHARES.features());

        assertThat(result.shift().shiftType()).isEqualTo(ShiftType.LABEL);
        assertThat(names(result)).containsExactly("reweighted");
    }

    @Test
    void reweightedCandidate_beatsTheServingModel() {
        CandidateEvaluation candidate = run(OTHER_SHARES.features()).selected().orElseThrow();

        assertThat(accuracy(candidate.candidate().onnxModel(), OTHER_SHARES))
                .isGreaterThan(accuracy(SERVING.onnxModel(), OTHER_SHARES));
    }

    @Test
    void featureShift_triesRestandardisationFirst() {
        assertThat(names(SCALED_RESULT)).startsWith("restandardised").contains("co-em", "dann");
    }

    /** Result for the restandardised candidate under thresholds that nothing passes. */
    private static SelectionResult strict(ProbeRows probe) {
        GateSettings strict = new GateSettings(
                new TrustRegionThresholds(0, 1, 0, 1),
                ConsensusThresholds.DEFAULT,
                GateSettings.DEFAULT.probe(),
                GateSettings.DEFAULT.labelRequests(),
                GateSettings.DEFAULT.embeddingDrift());
        AtomicLong clock = new AtomicLong();
        return new CandidateSelector(
                        TrainingFixtures.trainer(), CandidateSelectorTest::score, strict, () -> clock.getAndAdd(BUDGET))
                .select(
                        SERVING,
                        TrainingSources.of(SOURCE),
                        HOLD_OUT,
                        SCALED.features(),
                        probe,
                        1,
                        BUDGET,
                        TrainingListener.NONE);
    }

    @Test
    void probe_acceptsACandidateThatOtherChecksReject() {
        assertThat(strict(new ProbeRows(SCALED.features(), SCALED.labels()))
                        .selected()
                        .orElseThrow()
                        .decidingGateResult()
                        .gate())
                .isEqualTo("labelled probe");
    }

    /** Uses labels by which the serving model is always right. */
    @Test
    void probe_rejectsAWorseCandidate() {
        int[] asTheIncumbentSays = Stream.of(score(SERVING.onnxModel(), SCALED.features()))
                .mapToInt(CandidateSelectorTest::predicted)
                .toArray();

        SelectionResult result = strict(new ProbeRows(SCALED.features(), asTheIncumbentSays));

        assertThat(result.selected()).isEmpty();
        assertThat(result.decidingGateResult().failureReasons()).anyMatch(reason -> reason.contains("overrides"));
        assertThat(result.labelRequests()).isEmpty();
    }

    @Test
    void rejectedCandidateWithManyChanges_requestsLabelsOfChangedRows() {
        SelectionResult result = strict(ProbeRows.NONE);

        float[][] candidate = result.candidates().get(0).evidence().candidateOnWindow();
        float[][] serving = score(SERVING.onnxModel(), SCALED.features());
        assertThat(result.labelRequests())
                .hasSize(LabelRequestPolicy.MAX_REQUESTS)
                .allSatisfy(asked -> {
                    assertThat(predicted(serving[asked.index()])).isEqualTo(asked.servingClass());
                    assertThat(predicted(candidate[asked.index()])).isEqualTo(asked.candidateClass());
                });
    }

    @Test
    void labelRequests_haveEventIds_andClassNames() {
        SelectionResult result = strict(ProbeRows.NONE);
        List<String> ids =
                IntStream.range(0, SCALED.size()).mapToObj(row -> "e-" + row).toList();
        Disagreement first = result.labelRequests().get(0);

        Evaluation evaluation = result.evaluation(ids, List.of("a", "b", "c", "d"));

        assertThat(evaluation.labelRequests())
                .hasSize(LabelRequestPolicy.MAX_REQUESTS)
                .startsWith(new LabelRequest(
                        "e-" + first.index(),
                        String.valueOf("abcd".charAt(first.servingClass())),
                        String.valueOf("abcd".charAt(first.candidateClass()))));
    }

    @Test
    void evaluation_listsCandidates_withGateResultsAndAdvisoryChecks() {
        Evaluation evaluation = SCALED_RESULT.evaluation(List.of(), List.of());

        assertThat(evaluation.candidates()).extracting(CandidateResult::recipe).isEqualTo(names(SCALED_RESULT));
        assertThat(evaluation.candidates()).allSatisfy(candidate -> {
            assertThat(candidate.gateResults()).isNotEmpty();
            assertThat(candidate.advisoryChecks()).extracting(CheckResult::name).containsExactly("embedding drift");
        });
        assertThat(evaluation.candidates()).anySatisfy(candidate -> assertThat(candidate.gateResults())
                .extracting(GateResult::gate)
                .containsExactly("trust region", "consensus"));
    }

    @Test
    void gainAndOffset_areCorrected() {
        CandidateEvaluation candidate = SCALED_RESULT.selected().orElseThrow();

        assertThat(accuracy(candidate.candidate().onnxModel(), SCALED))
                .isGreaterThan(accuracy(SERVING.onnxModel(), SCALED) + .2);
    }

    @Test
    void selected_hasTheHighestScoreOfTheAccepted() {
        double best = SCALED_RESULT.candidates().stream()
                .filter(candidate -> candidate.decidingGateResult().accepted())
                .mapToDouble(CandidateEvaluation::selectionScore)
                .max()
                .orElseThrow();

        assertThat(SCALED_RESULT.selected().orElseThrow().selectionScore()).isEqualTo(best);
    }

    @Test
    void allCandidates_areReturned() {
        assertThat(SCALED_RESULT.candidates()).hasSize(6);
        assertThat(SCALED_RESULT.skippedRecipes()).isEmpty();
    }

    @Test
    void equalSeeds_selectEqualBytes() {
        SelectionResult again = run(OTHER_SHARES.features());

        assertThat(again.selected().orElseThrow().candidate().onnxModel())
                .isEqualTo(run(OTHER_SHARES.features())
                        .selected()
                        .orElseThrow()
                        .candidate()
                        .onnxModel());
    }

    @Test
    void exhaustedBudget_skipsTheRemainingRecipes_andListsThem() {
        AtomicLong clock = new AtomicLong();
        List<Integer> steps = new ArrayList<>();
        LongSupplier jumping = () -> clock.getAndAdd(BUDGET + 1);

        SelectionResult result = run(
                CandidateSelectorTest::score,
                jumping,
                SCALED.features(),
                (recipe, step, all, losses, alpha) -> steps.add(step));

        assertThat(result.candidates()).isEmpty();
        assertThat(result.skippedRecipes())
                .containsExactly("restandardised", "matched", "co-em", "dann", "mcc", "entropy");
        assertThat(steps).isEmpty();
    }

    @Test
    void budgetExhaustedDuringARun_keepsEarlierCandidates() {
        AtomicLong clock = new AtomicLong();
        LongSupplier slow = () -> clock.getAndAdd(BUDGET / 2);

        SelectionResult result = run(CandidateSelectorTest::score, slow, SCALED.features(), TrainingListener.NONE);

        assertThat(names(result)).containsExactly("restandardised", "matched");
        assertThat(result.skippedRecipes()).containsExactly("co-em", "dann", "mcc", "entropy");
        assertThat(result.selected()).isPresent();
    }

    @Test
    void evaluation_usesTheDeployedBytes() {
        List<byte[]> scored = new ArrayList<>();
        float[][] said = new float[OTHER_SHARES.size()][];
        Arrays.fill(said, new float[] {.1f, .2f, .3f, .4f});
        Scorer scorer = (model, rows) -> {
            scored.add(model);
            return said;
        };

        SelectionResult result = run(scorer, () -> 0, OTHER_SHARES.features(), TrainingListener.NONE);

        CandidateEvaluation candidate = result.candidates().get(0);
        assertThat(scored)
                .containsExactly(SERVING.onnxModel(), candidate.candidate().onnxModel());
        assertThat(candidate.evidence().servingOnWindow()).isSameAs(said);
        assertThat(candidate.evidence().candidateOnWindow()).isSameAs(said);
    }

    @Test
    void candidateWithNanOutputsWhenDeployed_isRejected() {
        Scorer scorer = (model, rows) -> {
            float[][] answers = score(model, rows);
            if (model != SERVING.onnxModel()) {
                answers[3][1] = Float.NaN;
            }
            return answers;
        };

        SelectionResult result = run(scorer, () -> 0, OTHER_SHARES.features(), TrainingListener.NONE);

        assertThat(result.selected()).isEmpty();
        assertThat(result.decidingGateResult().failureReasons())
                .contains("rows with non-finite probabilities of the candidate: 1.000, expected at most 0.000");
    }

    @Test
    void withoutHoldOut_noTrainedCandidateIsAccepted() {
        SourceRows none = new SourceRows(new float[0][], new int[0], 4);
        AtomicLong clock = new AtomicLong();
        SelectionResult result = new CandidateSelector(
                        TrainingFixtures.trainer(),
                        CandidateSelectorTest::score,
                        GateSettings.DEFAULT,
                        () -> clock.getAndAdd(BUDGET / 3))
                .select(
                        SERVING,
                        TrainingSources.of(SOURCE),
                        none,
                        SCALED.features(),
                        ProbeRows.NONE,
                        1,
                        BUDGET,
                        TrainingListener.NONE);

        assertThat(result.candidates())
                .filteredOn(candidate -> candidate.candidate().steps() > 0)
                .isNotEmpty()
                .allSatisfy(
                        candidate -> assertThat(candidate.decidingGateResult().failureReasons())
                                .contains("the source hold-out is empty"));
    }

    @Test
    void outlierSource_isExcludedFromTraining() {
        SourceRows wrong = WORLD.rows(300, 7);
        int[] labels =
                Arrays.stream(wrong.labels()).map(label -> (label + 1) % 4).toArray();
        TrainingSources sources = new TrainingSources(
                List.of(
                        new NamedSource("one", SOURCE, 0),
                        new NamedSource("other", WORLD.rows(300, 5), 0),
                        new NamedSource("wrong", new SourceRows(wrong.features(), labels, 4), 0)),
                new SourceWeighting.Uniform());

        SelectionResult result = twoRecipes(sources);
        SelectionResult without = twoRecipes(sources.without(List.of("wrong")));

        assertThat(result.shift().outlierSources()).containsExactly("wrong");
        assertThat(result.candidates().get(1).candidate().checkpoint())
                .isEqualTo(without.candidates().get(1).candidate().checkpoint());
    }

    /** The second call reads the sources. */
    private static SelectionResult twoRecipes(TrainingSources sources) {
        AtomicLong clock = new AtomicLong();
        return new CandidateSelector(
                        TrainingFixtures.trainer(),
                        CandidateSelectorTest::score,
                        GateSettings.DEFAULT,
                        () -> clock.getAndAdd(BUDGET / 2))
                .select(
                        SERVING,
                        sources,
                        HOLD_OUT,
                        SCALED.features(),
                        ProbeRows.NONE,
                        1,
                        BUDGET,
                        TrainingListener.NONE);
    }

    @Test
    void rowsTooWideForAnEnsemble_areDecidedByTheTrustRegion() {
        SourceRows source = wide(60, 1, 1);
        SourceRows target = wide(60, 2, 2);
        TrainedModel first = TrainingFixtures.baseModel(source);
        AtomicLong clock = new AtomicLong();

        SelectionResult result = new CandidateSelector(
                        TrainingFixtures.trainer(),
                        CandidateSelectorTest::score,
                        GateSettings.DEFAULT,
                        () -> clock.getAndAdd(BUDGET))
                .select(
                        ServingModel.of(first),
                        TrainingSources.of(source),
                        source,
                        target.features(),
                        ProbeRows.NONE,
                        1,
                        BUDGET,
                        TrainingListener.NONE);

        assertThat(names(result)).containsExactly("restandardised");
        assertThat(result.skippedRecipes()).containsExactly("coral", "self");
        CandidateEvaluation candidate = result.candidates().get(0);
        assertThat(candidate.selectionScore())
                .isEqualTo(NeighbourhoodDensity.of(candidate.evidence().candidateOnWindow()));
    }

    @Test
    void windowTooSmallForAnEnsemble_isTrainedOn_andCanBeAccepted() {
        SourceRows target = WORLD.scaled(2.5, 6).rows(11, 3);

        SelectionResult result = run(target.features());

        assertThat(names(result)).containsExactly("restandardised", "dann", "mcc", "entropy");
        assertThat(result.selected().orElseThrow().selectionScore())
                .isEqualTo(result.candidates().stream()
                        .filter(candidate -> candidate.decidingGateResult().accepted())
                        .mapToDouble(CandidateEvaluation::selectionScore)
                        .max()
                        .orElseThrow());
    }

    private static SourceRows wide(int count, double gain, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] rows = new float[count][1100];
        int[] labels = IntStream.range(0, count).map(row -> row % 2).toArray();
        for (int row = 0; row < count; row++) {
            for (int i = 0; i < rows[row].length; i++) {
                rows[row][i] = (float) (gain * (random.nextGaussian() + labels[row]));
            }
        }
        return new SourceRows(rows, labels, 2);
    }

    @Test
    void bestCandidate_hasTheHighestScore_ifNoneIsAccepted() {
        SelectionResult refused = new SelectionResult(
                SCALED_RESULT.shift(), SCALED_RESULT.candidates(), Optional.empty(), List.of(), List.of());

        double best = refused.candidates().stream()
                .mapToDouble(CandidateEvaluation::selectionScore)
                .max()
                .orElseThrow();
        assertThat(refused.bestCandidate().orElseThrow().selectionScore()).isEqualTo(best);
        assertThat(refused.decidingGateResult())
                .isEqualTo(refused.bestCandidate().orElseThrow().decidingGateResult());
    }

    @Test
    void trainedCandidates_areEvaluatedByTheTrustRegionOrConsensusGate() {
        assertThat(SCALED_RESULT.candidates())
                .filteredOn(candidate -> candidate.candidate().steps() > 0)
                .allSatisfy(
                        candidate -> assertThat(candidate.decidingGateResult().checks())
                                .extracting(CheckResult::name)
                                .startsWith("finite", "source hold-out")
                                .containsAnyOf("agreement", "agreement with the LDA ensemble"));
    }
}
