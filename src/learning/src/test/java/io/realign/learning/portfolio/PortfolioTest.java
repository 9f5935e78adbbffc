package io.realign.learning.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import io.realign.adaptation.ConsensusThresholds;
import io.realign.adaptation.Disagreement;
import io.realign.adaptation.Doubt;
import io.realign.adaptation.Evaluation;
import io.realign.adaptation.GateThresholds;
import io.realign.adaptation.JudgedCandidate;
import io.realign.adaptation.LabelRequest;
import io.realign.adaptation.NeighbourhoodDensity;
import io.realign.adaptation.ShiftCase;
import io.realign.adaptation.Thresholds;
import io.realign.adaptation.Verdict;
import io.realign.adaptation.Vote;
import io.realign.learning.Onnx;
import io.realign.learning.SourceRows;
import io.realign.learning.distance.Clouds;
import io.realign.learning.source.NamedSource;
import io.realign.learning.source.SourceWeights;
import io.realign.learning.training.Candidate;
import io.realign.learning.training.Lab;
import io.realign.learning.training.Progress;
import io.realign.learning.training.Sources;
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
    private static final Clouds WORLD = Clouds.standard(6);
    private static final SourceRows SOURCE = WORLD.rows(400, 1);
    private static final SourceRows HOLD_OUT = WORLD.rows(100, 2);
    private static final SourceRows SCALED = WORLD.scaled(2.5, 6).rows(250, 3);
    private static final SourceRows OTHER_SHARES = WORLD.mixed(.55, .3, .1, .05).rows(250, 3);
    private static final Incumbent INCUMBENT = Incumbent.of(Lab.started(SOURCE));
    private static final long BUDGET = 1000;

    /** The same episode for all who only look at it. */
    private static final Choice SCALED_CHOICE = run(PortfolioTest::score, () -> 0, SCALED.features(), Progress.NONE);

    private static float[][] score(byte[] model, float[][] rows) {
        try {
            return Onnx.run(model, "probabilities", rows);
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Choice run(Scorer scorer, LongSupplier clock, float[][] target, Progress progress) {
        return new Portfolio(Lab.trainer(), scorer, Thresholds.DEFAULT, clock)
                .run(INCUMBENT, Sources.of(SOURCE), HOLD_OUT, target, Probe.NONE, 1, BUDGET, progress);
    }

    private static Choice run(float[][] target) {
        return run(PortfolioTest::score, () -> 0, target, Progress.NONE);
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

    private static List<String> names(Choice choice) {
        return choice.trials().stream().map(trial -> trial.recipe().name()).toList();
    }

    @Test
    void whereNothingMoved_theIncumbentStays_untriedAndWithAReason() {
        Choice choice = run(WORLD.rows(250, 3).features());

        assertThat(choice.named().shiftCase()).isEqualTo(ShiftCase.NONE);
        assertThat(choice.trials()).isEmpty();
        assertThat(choice.chosen()).isEmpty();
        assertThat(choice.verdict().accepted()).isFalse();
        assertThat(choice.verdict().refusals()).contains("the source in these shares looks like the target");
    }

    @Test
    void whereOnlySharesMoved_onlySharesAreAdjusted() {
        Choice choice = run(OTHER_SHARES.features());

        assertThat(choice.named().shiftCase()).isEqualTo(ShiftCase.LABEL);
        assertThat(names(choice)).containsExactly("reweighted");
    }

    @Test
    void adjustedShares_beatTheIncumbent() {
        Trial trial = run(OTHER_SHARES.features()).chosen().orElseThrow();

        assertThat(accuracy(trial.candidate().inference(), OTHER_SHARES))
                .isGreaterThan(accuracy(INCUMBENT.inference(), OTHER_SHARES));
    }

    @Test
    void whereFeaturesMoved_theWindowsOwnStatisticsAreTriedFirst() {
        assertThat(names(SCALED_CHOICE)).startsWith("restandardised").contains("co-em", "dann");
    }

    /** What the first candidate, the window's own statistics, is said of under thresholds that nothing passes. */
    private static Choice strict(Probe probe) {
        Thresholds strict = new Thresholds(
                new GateThresholds(0, 1, 0, 1),
                ConsensusThresholds.DEFAULT,
                Thresholds.DEFAULT.probe(),
                Thresholds.DEFAULT.doubt(),
                Thresholds.DEFAULT.drift());
        AtomicLong clock = new AtomicLong();
        return new Portfolio(Lab.trainer(), PortfolioTest::score, strict, () -> clock.getAndAdd(BUDGET))
                .run(INCUMBENT, Sources.of(SOURCE), HOLD_OUT, SCALED.features(), probe, 1, BUDGET, Progress.NONE);
    }

    @Test
    void labelledRows_acceptWhatTheOtherVotesRefuse() {
        assertThat(strict(new Probe(SCALED.features(), SCALED.labels()))
                        .chosen()
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

        Choice choice = strict(new Probe(SCALED.features(), asTheIncumbentSays));

        assertThat(choice.chosen()).isEmpty();
        assertThat(choice.verdict().refusals()).anyMatch(reason -> reason.contains("overrides"));
        assertThat(choice.unsure()).isEmpty();
    }

    @Test
    void candidateThatGoesFar_andIsRefused_asksForLabelsOfWhatItSeesOtherwise() {
        Choice choice = strict(Probe.NONE);

        float[][] candidate = choice.trials().get(0).evidence().candidateTarget();
        float[][] incumbent = score(INCUMBENT.inference(), SCALED.features());
        assertThat(choice.unsure()).hasSize(Doubt.MOST_ROWS).allSatisfy(asked -> {
            assertThat(named(incumbent[asked.row()])).isEqualTo(asked.incumbent());
            assertThat(named(candidate[asked.row()])).isEqualTo(asked.candidate());
        });
    }

    @Test
    void rowsThatAreAskedFor_areNamedByTheirEvents_inTheWordsOfTheLabels() {
        Choice choice = strict(Probe.NONE);
        List<String> ids =
                IntStream.range(0, SCALED.size()).mapToObj(row -> "e-" + row).toList();
        Disagreement first = choice.unsure().get(0);

        Evaluation evaluation = choice.evaluation(ids, List.of("a", "b", "c", "d"));

        assertThat(evaluation.labelsWanted())
                .hasSize(Doubt.MOST_ROWS)
                .startsWith(new LabelRequest(
                        "e-" + first.row(),
                        String.valueOf("abcd".charAt(first.incumbent())),
                        String.valueOf("abcd".charAt(first.candidate()))));
    }

    @Test
    void evaluation_namesEveryCandidate_withTheWordOfEveryGate_andTheAdvice() {
        Evaluation evaluation = SCALED_CHOICE.evaluation(List.of(), List.of());

        assertThat(evaluation.candidates()).extracting(JudgedCandidate::recipe).isEqualTo(names(SCALED_CHOICE));
        assertThat(evaluation.candidates()).allSatisfy(candidate -> {
            assertThat(candidate.verdicts()).isNotEmpty();
            assertThat(candidate.advice()).extracting(Vote::name).containsExactly("feature drift");
        });
        assertThat(evaluation.candidates()).anySatisfy(candidate -> assertThat(candidate.verdicts())
                .extracting(Verdict::gate)
                .containsExactly("trust region", "consensus"));
    }

    @Test
    void gainAndOffset_areMended() {
        Trial trial = SCALED_CHOICE.chosen().orElseThrow();

        assertThat(accuracy(trial.candidate().inference(), SCALED))
                .isGreaterThan(accuracy(INCUMBENT.inference(), SCALED) + .2);
    }

    @Test
    void chosen_hasTheBestScoreOfThoseAccepted() {
        double best = SCALED_CHOICE.trials().stream()
                .filter(trial -> trial.verdict().accepted())
                .mapToDouble(Trial::score)
                .max()
                .orElseThrow();

        assertThat(SCALED_CHOICE.chosen().orElseThrow().score()).isEqualTo(best);
    }

    @Test
    void everyTrial_isKept() {
        assertThat(SCALED_CHOICE.trials()).hasSize(6);
        assertThat(SCALED_CHOICE.left()).isEmpty();
    }

    @Test
    void sameSeed_choosesTheSameBytes() {
        Choice again = run(OTHER_SHARES.features());

        assertThat(again.chosen().orElseThrow().candidate().inference())
                .isEqualTo(run(OTHER_SHARES.features())
                        .chosen()
                        .orElseThrow()
                        .candidate()
                        .inference());
    }

    @Test
    void spentBudget_leavesTheRest_untrainedAndNamed() {
        AtomicLong clock = new AtomicLong();
        List<Integer> steps = new ArrayList<>();
        LongSupplier jumping = () -> clock.getAndAdd(BUDGET + 1);

        Choice choice = run(
                PortfolioTest::score,
                jumping,
                SCALED.features(),
                (recipe, step, all, losses, alpha) -> steps.add(step));

        assertThat(choice.trials()).isEmpty();
        assertThat(choice.left()).containsExactly("restandardised", "matched", "co-em", "dann", "mcc", "entropy");
        assertThat(steps).isEmpty();
    }

    @Test
    void budgetThatIsSpentOnTheWay_keepsWhatWasMadeBefore() {
        AtomicLong clock = new AtomicLong();
        LongSupplier slow = () -> clock.getAndAdd(BUDGET / 2);

        Choice choice = run(PortfolioTest::score, slow, SCALED.features(), Progress.NONE);

        assertThat(names(choice)).containsExactly("restandardised", "matched");
        assertThat(choice.left()).containsExactly("co-em", "dann", "mcc", "entropy");
        assertThat(choice.chosen()).isPresent();
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

        Choice choice = run(scorer, () -> 0, OTHER_SHARES.features(), Progress.NONE);

        Trial trial = choice.trials().get(0);
        assertThat(scored)
                .containsExactly(INCUMBENT.inference(), trial.candidate().inference());
        assertThat(trial.evidence().incumbentTarget()).isSameAs(said);
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

        Choice choice = run(scorer, () -> 0, OTHER_SHARES.features(), Progress.NONE);

        assertThat(choice.chosen()).isEmpty();
        assertThat(choice.verdict().refusals())
                .contains(
                        "rows for which the candidate's probabilities are not numbers: 1.000, expected at most 0.000");
    }

    @Test
    void withoutHoldOut_noTrainedCandidateIsAccepted() {
        SourceRows none = new SourceRows(new float[0][], new int[0], 4);
        AtomicLong clock = new AtomicLong();
        Choice choice = new Portfolio(
                        Lab.trainer(), PortfolioTest::score, Thresholds.DEFAULT, () -> clock.getAndAdd(BUDGET / 3))
                .run(INCUMBENT, Sources.of(SOURCE), none, SCALED.features(), Probe.NONE, 1, BUDGET, Progress.NONE);

        assertThat(choice.trials())
                .filteredOn(trial -> trial.candidate().steps() > 0)
                .isNotEmpty()
                .allSatisfy(trial ->
                        assertThat(trial.verdict().refusals()).contains("no source rows are held out to judge by"));
    }

    @Test
    void sourceThatContradictsTheOthers_isNotTrainedOn() {
        SourceRows wrong = WORLD.rows(300, 7);
        int[] labels =
                Arrays.stream(wrong.labels()).map(label -> (label + 1) % 4).toArray();
        Sources sources = new Sources(
                List.of(
                        new NamedSource("one", SOURCE, 0),
                        new NamedSource("other", WORLD.rows(300, 5), 0),
                        new NamedSource("wrong", new SourceRows(wrong.features(), labels, 4), 0)),
                new SourceWeights.Equal());

        Choice choice = twoRecipes(sources);
        Choice without = twoRecipes(sources.without(List.of("wrong")));

        assertThat(choice.named().outlying()).containsExactly("wrong");
        assertThat(choice.trials().get(1).candidate().continuation())
                .isEqualTo(without.trials().get(1).candidate().continuation());
    }

    /** The second one looks at the sources. */
    private static Choice twoRecipes(Sources sources) {
        AtomicLong clock = new AtomicLong();
        return new Portfolio(Lab.trainer(), PortfolioTest::score, Thresholds.DEFAULT, () -> clock.getAndAdd(BUDGET / 2))
                .run(INCUMBENT, sources, HOLD_OUT, SCALED.features(), Probe.NONE, 1, BUDGET, Progress.NONE);
    }

    @Test
    void tableTooWideForACommittee_isLeftToTheTrustRegion() {
        SourceRows source = wide(60, 1, 1);
        SourceRows target = wide(60, 2, 2);
        Candidate first = Lab.started(source);
        AtomicLong clock = new AtomicLong();

        Choice choice = new Portfolio(
                        Lab.trainer(), PortfolioTest::score, Thresholds.DEFAULT, () -> clock.getAndAdd(BUDGET))
                .run(
                        Incumbent.of(first),
                        Sources.of(source),
                        source,
                        target.features(),
                        Probe.NONE,
                        1,
                        BUDGET,
                        Progress.NONE);

        assertThat(names(choice)).containsExactly("restandardised");
        assertThat(choice.left()).containsExactly("coral", "self");
        Trial trial = choice.trials().get(0);
        assertThat(trial.score())
                .isEqualTo(NeighbourhoodDensity.of(trial.evidence().candidateTarget()));
    }

    @Test
    void windowTooSmallForACommittee_isTrainedOnAllTheSame_andCanWin() {
        SourceRows target = WORLD.scaled(2.5, 6).rows(11, 3);

        Choice choice = run(target.features());

        assertThat(names(choice)).containsExactly("restandardised", "dann", "mcc", "entropy");
        assertThat(choice.chosen().orElseThrow().score())
                .isEqualTo(choice.trials().stream()
                        .filter(trial -> trial.verdict().accepted())
                        .mapToDouble(Trial::score)
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
        Choice refused =
                new Choice(SCALED_CHOICE.named(), SCALED_CHOICE.trials(), Optional.empty(), List.of(), List.of());

        double best = refused.trials().stream().mapToDouble(Trial::score).max().orElseThrow();
        assertThat(refused.nearest().orElseThrow().score()).isEqualTo(best);
        assertThat(refused.verdict()).isEqualTo(refused.nearest().orElseThrow().verdict());
    }

    @Test
    void trainedTrials_areVotedOnByOneOfTheTwoGates() {
        assertThat(SCALED_CHOICE.trials())
                .filteredOn(trial -> trial.candidate().steps() > 0)
                .allSatisfy(trial -> assertThat(trial.verdict().votes())
                        .extracting(Vote::name)
                        .startsWith("finite", "source hold-out")
                        .containsAnyOf("agreement", "unlike learners"));
    }
}
