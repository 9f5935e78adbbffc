package io.realign.learning.portfolio;

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
import io.realign.learning.training.Candidate;
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

class PortfolioTest {
    private static final SyntheticClasses WORLD = SyntheticClasses.standard(6);
    private static final SourceRows SOURCE = WORLD.rows(400, 1);
    private static final SourceRows HOLD_OUT = WORLD.rows(100, 2);
    private static final SourceRows SCALED = WORLD.scaled(2.5, 6).rows(250, 3);
    private static final SourceRows OTHER_SHARES =
            WORLD.withClassShares(.55, .3, .1, .05).rows(250, 3);
    private static final ServingModel INCUMBENT = ServingModel.of(TrainingFixtures.baseModel(SOURCE));
    private static final long BUDGET = 1000;

    /** The same episode for all who only look at it. */
    private static final SelectionResult SCALED_CHOICE =
            run(PortfolioTest::score, () -> 0, SCALED.features(), TrainingListener.NONE);

    private static float[][] score(byte[] model, float[][] rows) {
        try {
            return Onnx.run(model, "probabilities", rows);
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SelectionResult run(Scorer scorer, LongSupplier clock, float[][] target, TrainingListener progress) {
        return new Portfolio(TrainingFixtures.trainer(), scorer, GateSettings.DEFAULT, clock)
                .run(INCUMBENT, TrainingSources.of(SOURCE), HOLD_OUT, target, ProbeRows.NONE, 1, BUDGET, progress);
    }

    private static SelectionResult run(float[][] target) {
        return run(PortfolioTest::score, () -> 0, target, TrainingListener.NONE);
    }

    private static double accuracy(byte[] model, SourceRows rows) {
        float[][] answers = score(model, rows.features());
        return IntStream.range(0, rows.size())
                        .filter(row -> named(answers[row]) == rows.labels()[row])
                        .count()
                / (double) rows.size();
    }

    private static int named(float[] row) {
        return IntStream.range(0, row.length).reduce(0, (best, label) -> row[label] > row[best] ? label : best);
    }

    private static List<String> names(SelectionResult choice) {
        return choice.candidates().stream().map(trial -> trial.recipe().name()).toList();
    }

    @Test
    void whereNothingMoved_theIncumbentStays_untriedAndWithAReason() {
        SelectionResult choice = run(WORLD.rows(250, 3).features());

        assertThat(choice.shift().shiftCase()).isEqualTo(ShiftType.NONE);
        assertThat(choice.candidates()).isEmpty();
        assertThat(choice.selected()).isEmpty();
        assertThat(choice.verdict().accepted()).isFalse();
        assertThat(choice.verdict().failureReasons()).contains("the source in these shares looks like the target");
    }

    @Test
    void whereOnlySharesMoved_onlySharesAreAdjusted() {
        SelectionResult choice = run(OTHER_SHARES.features());

        assertThat(choice.shift().shiftCase()).isEqualTo(ShiftType.LABEL);
        assertThat(names(choice)).containsExactly("reweighted");
    }

    @Test
    void adjustedShares_beatTheIncumbent() {
        CandidateEvaluation trial = run(OTHER_SHARES.features()).selected().orElseThrow();

        assertThat(accuracy(trial.candidate().inference(), OTHER_SHARES))
                .isGreaterThan(accuracy(INCUMBENT.inference(), OTHER_SHARES));
    }

    @Test
    void whereFeaturesMoved_theWindowsOwnStatisticsAreTriedFirst() {
        assertThat(names(SCALED_CHOICE)).startsWith("restandardised").contains("co-em", "dann");
    }

    /** What the first candidate, the window's own statistics, is said of under thresholds that nothing passes. */
    private static SelectionResult strict(ProbeRows probe) {
        GateSettings strict = new GateSettings(
                new TrustRegionThresholds(0, 1, 0, 1),
                ConsensusThresholds.DEFAULT,
                GateSettings.DEFAULT.probe(),
                GateSettings.DEFAULT.labelRequests(),
                GateSettings.DEFAULT.featureDrift());
        AtomicLong clock = new AtomicLong();
        return new Portfolio(TrainingFixtures.trainer(), PortfolioTest::score, strict, () -> clock.getAndAdd(BUDGET))
                .run(
                        INCUMBENT,
                        TrainingSources.of(SOURCE),
                        HOLD_OUT,
                        SCALED.features(),
                        probe,
                        1,
                        BUDGET,
                        TrainingListener.NONE);
    }

    @Test
    void labelledRows_acceptWhatTheOtherVotesRefuse() {
        assertThat(strict(new ProbeRows(SCALED.features(), SCALED.labels()))
                        .selected()
                        .orElseThrow()
                        .verdict()
                        .gate())
                .isEqualTo("labelled probe");
    }

    /** Labels by which the incumbent is always right. */
    @Test
    void labelledRows_refuseWhatIsWorseByThem() {
        int[] asTheIncumbentSays = Stream.of(score(INCUMBENT.inference(), SCALED.features()))
                .mapToInt(PortfolioTest::named)
                .toArray();

        SelectionResult choice = strict(new ProbeRows(SCALED.features(), asTheIncumbentSays));

        assertThat(choice.selected()).isEmpty();
        assertThat(choice.verdict().failureReasons()).anyMatch(reason -> reason.contains("overrides"));
        assertThat(choice.labelRequests()).isEmpty();
    }

    @Test
    void candidateThatGoesFar_andIsRefused_asksForLabelsOfWhatItSeesOtherwise() {
        SelectionResult choice = strict(ProbeRows.NONE);

        float[][] candidate = choice.candidates().get(0).evidence().candidateTarget();
        float[][] incumbent = score(INCUMBENT.inference(), SCALED.features());
        assertThat(choice.labelRequests())
                .hasSize(LabelRequestPolicy.MAX_REQUESTS)
                .allSatisfy(asked -> {
                    assertThat(named(incumbent[asked.index()])).isEqualTo(asked.servingClass());
                    assertThat(named(candidate[asked.index()])).isEqualTo(asked.candidateClass());
                });
    }

    @Test
    void rowsThatAreAskedFor_areNamedByTheirEvents_inTheWordsOfTheLabels() {
        SelectionResult choice = strict(ProbeRows.NONE);
        List<String> ids =
                IntStream.range(0, SCALED.size()).mapToObj(row -> "e-" + row).toList();
        Disagreement first = choice.labelRequests().get(0);

        Evaluation evaluation = choice.evaluation(ids, List.of("a", "b", "c", "d"));

        assertThat(evaluation.labelRequests())
                .hasSize(LabelRequestPolicy.MAX_REQUESTS)
                .startsWith(new LabelRequest(
                        "e-" + first.index(),
                        String.valueOf("abcd".charAt(first.servingClass())),
                        String.valueOf("abcd".charAt(first.candidateClass()))));
    }

    @Test
    void evaluation_namesEveryCandidate_withTheWordOfEveryGate_andTheAdvice() {
        Evaluation evaluation = SCALED_CHOICE.evaluation(List.of(), List.of());

        assertThat(evaluation.candidates()).extracting(CandidateResult::recipe).isEqualTo(names(SCALED_CHOICE));
        assertThat(evaluation.candidates()).allSatisfy(candidate -> {
            assertThat(candidate.gateResults()).isNotEmpty();
            assertThat(candidate.advisoryChecks()).extracting(CheckResult::name).containsExactly("feature drift");
        });
        assertThat(evaluation.candidates()).anySatisfy(candidate -> assertThat(candidate.gateResults())
                .extracting(GateResult::gate)
                .containsExactly("trust region", "consensus"));
    }

    @Test
    void gainAndOffset_areMended() {
        CandidateEvaluation trial = SCALED_CHOICE.selected().orElseThrow();

        assertThat(accuracy(trial.candidate().inference(), SCALED))
                .isGreaterThan(accuracy(INCUMBENT.inference(), SCALED) + .2);
    }

    @Test
    void chosen_hasTheBestScoreOfThoseAccepted() {
        double best = SCALED_CHOICE.candidates().stream()
                .filter(trial -> trial.verdict().accepted())
                .mapToDouble(CandidateEvaluation::score)
                .max()
                .orElseThrow();

        assertThat(SCALED_CHOICE.selected().orElseThrow().score()).isEqualTo(best);
    }

    @Test
    void everyTrial_isKept() {
        assertThat(SCALED_CHOICE.candidates()).hasSize(6);
        assertThat(SCALED_CHOICE.skippedRecipes()).isEmpty();
    }

    @Test
    void sameSeed_choosesTheSameBytes() {
        SelectionResult again = run(OTHER_SHARES.features());

        assertThat(again.selected().orElseThrow().candidate().inference())
                .isEqualTo(run(OTHER_SHARES.features())
                        .selected()
                        .orElseThrow()
                        .candidate()
                        .inference());
    }

    @Test
    void spentBudget_leavesTheRest_untrainedAndNamed() {
        AtomicLong clock = new AtomicLong();
        List<Integer> steps = new ArrayList<>();
        LongSupplier jumping = () -> clock.getAndAdd(BUDGET + 1);

        SelectionResult choice = run(
                PortfolioTest::score,
                jumping,
                SCALED.features(),
                (recipe, step, all, losses, alpha) -> steps.add(step));

        assertThat(choice.candidates()).isEmpty();
        assertThat(choice.skippedRecipes())
                .containsExactly("restandardised", "matched", "co-em", "dann", "mcc", "entropy");
        assertThat(steps).isEmpty();
    }

    @Test
    void budgetThatIsSpentOnTheWay_keepsWhatWasMadeBefore() {
        AtomicLong clock = new AtomicLong();
        LongSupplier slow = () -> clock.getAndAdd(BUDGET / 2);

        SelectionResult choice = run(PortfolioTest::score, slow, SCALED.features(), TrainingListener.NONE);

        assertThat(names(choice)).containsExactly("restandardised", "matched");
        assertThat(choice.skippedRecipes()).containsExactly("co-em", "dann", "mcc", "entropy");
        assertThat(choice.selected()).isPresent();
    }

    @Test
    void deployedBytes_areWhatIsJudged() {
        List<byte[]> scored = new ArrayList<>();
        float[][] said = new float[OTHER_SHARES.size()][];
        Arrays.fill(said, new float[] {.1f, .2f, .3f, .4f});
        Scorer scorer = (model, rows) -> {
            scored.add(model);
            return said;
        };

        SelectionResult choice = run(scorer, () -> 0, OTHER_SHARES.features(), TrainingListener.NONE);

        CandidateEvaluation trial = choice.candidates().get(0);
        assertThat(scored)
                .containsExactly(INCUMBENT.inference(), trial.candidate().inference());
        assertThat(trial.evidence().servingTarget()).isSameAs(said);
        assertThat(trial.evidence().candidateTarget()).isSameAs(said);
    }

    @Test
    void modelThatAnswersNoNumbersWhenDeployed_isRefused() {
        Scorer scorer = (model, rows) -> {
            float[][] answers = score(model, rows);
            if (model != INCUMBENT.inference()) {
                answers[3][1] = Float.NaN;
            }
            return answers;
        };

        SelectionResult choice = run(scorer, () -> 0, OTHER_SHARES.features(), TrainingListener.NONE);

        assertThat(choice.selected()).isEmpty();
        assertThat(choice.verdict().failureReasons())
                .contains(
                        "rows for which the candidate's probabilities are not numbers: 1.000, expected at most 0.000");
    }

    @Test
    void withoutHoldOut_noTrainedCandidateIsAccepted() {
        SourceRows none = new SourceRows(new float[0][], new int[0], 4);
        AtomicLong clock = new AtomicLong();
        SelectionResult choice = new Portfolio(
                        TrainingFixtures.trainer(),
                        PortfolioTest::score,
                        GateSettings.DEFAULT,
                        () -> clock.getAndAdd(BUDGET / 3))
                .run(
                        INCUMBENT,
                        TrainingSources.of(SOURCE),
                        none,
                        SCALED.features(),
                        ProbeRows.NONE,
                        1,
                        BUDGET,
                        TrainingListener.NONE);

        assertThat(choice.candidates())
                .filteredOn(trial -> trial.candidate().steps() > 0)
                .isNotEmpty()
                .allSatisfy(trial -> assertThat(trial.verdict().failureReasons())
                        .contains("the source hold-out is empty"));
    }

    @Test
    void sourceThatContradictsTheOthers_isNotTrainedOn() {
        SourceRows wrong = WORLD.rows(300, 7);
        int[] labels =
                Arrays.stream(wrong.labels()).map(label -> (label + 1) % 4).toArray();
        TrainingSources sources = new TrainingSources(
                List.of(
                        new NamedSource("one", SOURCE, 0),
                        new NamedSource("other", WORLD.rows(300, 5), 0),
                        new NamedSource("wrong", new SourceRows(wrong.features(), labels, 4), 0)),
                new SourceWeighting.Uniform());

        SelectionResult choice = twoRecipes(sources);
        SelectionResult without = twoRecipes(sources.without(List.of("wrong")));

        assertThat(choice.shift().outlyingSources()).containsExactly("wrong");
        assertThat(choice.candidates().get(1).candidate().checkpoint())
                .isEqualTo(without.candidates().get(1).candidate().checkpoint());
    }

    /** The second one looks at the sources. */
    private static SelectionResult twoRecipes(TrainingSources sources) {
        AtomicLong clock = new AtomicLong();
        return new Portfolio(
                        TrainingFixtures.trainer(),
                        PortfolioTest::score,
                        GateSettings.DEFAULT,
                        () -> clock.getAndAdd(BUDGET / 2))
                .run(INCUMBENT, sources, HOLD_OUT, SCALED.features(), ProbeRows.NONE, 1, BUDGET, TrainingListener.NONE);
    }

    @Test
    void tableTooWideForACommittee_isLeftToTheTrustRegion() {
        SourceRows source = wide(60, 1, 1);
        SourceRows target = wide(60, 2, 2);
        Candidate first = TrainingFixtures.baseModel(source);
        AtomicLong clock = new AtomicLong();

        SelectionResult choice = new Portfolio(
                        TrainingFixtures.trainer(),
                        PortfolioTest::score,
                        GateSettings.DEFAULT,
                        () -> clock.getAndAdd(BUDGET))
                .run(
                        ServingModel.of(first),
                        TrainingSources.of(source),
                        source,
                        target.features(),
                        ProbeRows.NONE,
                        1,
                        BUDGET,
                        TrainingListener.NONE);

        assertThat(names(choice)).containsExactly("restandardised");
        assertThat(choice.skippedRecipes()).containsExactly("coral", "self");
        CandidateEvaluation trial = choice.candidates().get(0);
        assertThat(trial.score())
                .isEqualTo(NeighbourhoodDensity.of(trial.evidence().candidateTarget()));
    }

    @Test
    void windowTooSmallForACommittee_isTrainedOnAllTheSame_andCanWin() {
        SourceRows target = WORLD.scaled(2.5, 6).rows(11, 3);

        SelectionResult choice = run(target.features());

        assertThat(names(choice)).containsExactly("restandardised", "dann", "mcc", "entropy");
        assertThat(choice.selected().orElseThrow().score())
                .isEqualTo(choice.candidates().stream()
                        .filter(trial -> trial.verdict().accepted())
                        .mapToDouble(CandidateEvaluation::score)
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
    void nearest_hasTheBestScore_whereNoneIsAccepted() {
        SelectionResult refused = new SelectionResult(
                SCALED_CHOICE.shift(), SCALED_CHOICE.candidates(), Optional.empty(), List.of(), List.of());

        double best = refused.candidates().stream()
                .mapToDouble(CandidateEvaluation::score)
                .max()
                .orElseThrow();
        assertThat(refused.bestCandidate().orElseThrow().score()).isEqualTo(best);
        assertThat(refused.verdict())
                .isEqualTo(refused.bestCandidate().orElseThrow().verdict());
    }

    @Test
    void trainedTrials_areVotedOnByOneOfTheTwoGates() {
        assertThat(SCALED_CHOICE.candidates())
                .filteredOn(trial -> trial.candidate().steps() > 0)
                .allSatisfy(trial -> assertThat(trial.verdict().checks())
                        .extracting(CheckResult::name)
                        .startsWith("finite", "source hold-out")
                        .containsAnyOf("agreement", "agreement with the LDA ensemble"));
    }
}
