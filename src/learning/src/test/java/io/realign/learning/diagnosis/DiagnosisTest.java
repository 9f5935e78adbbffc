package io.realign.learning.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.realign.adaptation.ShiftType;
import io.realign.adaptation.TransferCase;
import io.realign.learning.distance.SyntheticClasses;
import io.realign.learning.input.SourceRows;
import io.realign.learning.input.Standardisation;
import io.realign.learning.network.ModelOutputs;
import io.realign.learning.source.LinearDiscriminant;
import io.realign.learning.source.NamedSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DiagnosisTest {
    private static final SyntheticClasses WORLD = SyntheticClasses.standard(3);
    private static final SourceRows SOURCE = WORLD.rows(400, 1);
    private static final List<NamedSource> SOURCES = List.of(new NamedSource("source", SOURCE, 0));
    private static final SourceRows HOLD_OUT = WORLD.rows(150, 2);
    private static final Standardisation STANDARDISATION = Standardisation.fit(SOURCE.features());

    /** Predicts by the function; embeddings are the inputs, moved by the offset for the target. */
    private static DiagnosedModel model(Function<float[], float[]> probabilities, float apart) {
        return (rows, target) -> new ModelOutputs(
                Stream.of(rows).map(probabilities).toArray(float[][]::new),
                Stream.of(rows).map(row -> moved(row, target ? apart : 0)).toArray(float[][]::new));
    }

    private static float[] moved(float[] row, float by) {
        float[] moved = row.clone();
        moved[0] += by;
        return moved;
    }

    private static LinearDiscriminant discriminant() {
        return LinearDiscriminant.fit(SOURCE.standardised(STANDARDISATION));
    }

    private static DiagnosedModel linear() {
        return model(discriminant()::probabilities, 0);
    }

    /** Like the discriminant on the source; on the target it predicts the next class. */
    private static DiagnosedModel contrary() {
        return (rows, target) -> {
            ModelOutputs answers = linear().predict(rows, target);
            float[][] probabilities = answers.probabilities();
            if (target) {
                for (float[] row : probabilities) {
                    float last = row[row.length - 1];
                    System.arraycopy(row, 0, row, 1, row.length - 1);
                    row[0] = last;
                }
            }
            return answers;
        };
    }

    /** Standardises the target by the statistics of the source. */
    private static DiagnosisInput asSource(DiagnosedModel model, SyntheticClasses target) {
        return subject(model, STANDARDISATION, target.rows(300, 3).features());
    }

    /** Standardises the target by its own statistics. */
    private static DiagnosisInput byItself(DiagnosedModel model, SyntheticClasses target) {
        float[][] rows = target.rows(300, 3).features();
        return subject(model, STANDARDISATION.refitted(rows, 1), rows);
    }

    private static DiagnosisInput subject(DiagnosedModel model, Standardisation standardisation, float[][] target) {
        return new DiagnosisInput(model, STANDARDISATION, standardisation, SOURCES, HOLD_OUT, target, Optional.empty());
    }

    private static RecommendedAction recommended(DiagnosisInput subject) {
        return Diagnosis.of(subject, 7).recommendation().action();
    }

    @Test
    void targetLikeTheSource_recommendsNothing() {
        Diagnosis diagnosis = Diagnosis.of(asSource(linear(), WORLD), 7);

        assertThat(diagnosis.recommendation().action()).isEqualTo(RecommendedAction.NOTHING);
        assertThat(diagnosis.shiftType()).isEqualTo(ShiftType.NONE);
        assertThat(diagnosis.transferCase()).contains(TransferCase.ALIGNED);
        assertThat(diagnosis.recommendation().reasons()).allMatch(Finding::isExpected);
    }

    @Test
    void gainAndOffset_recommendStandardisationPerDomain() {
        assertThat(recommended(asSource(linear(), WORLD.scaled(1.5, 1))))
                .isEqualTo(RecommendedAction.STANDARDISE_PER_DOMAIN);
    }

    @Test
    void gainAndOffsetRemovedByStandardisation_recommendNothing() {
        assertThat(recommended(byItself(linear(), WORLD.scaled(1.5, 1)))).isEqualTo(RecommendedAction.NOTHING);
    }

    @Test
    void shiftedClassShares_recommendReweighting() {
        assertThat(recommended(asSource(linear(), WORLD.withClassShares(.5, .3, .15, .05))))
                .isEqualTo(RecommendedAction.REWEIGHT_CLASSES);
    }

    @Test
    void shiftedClassSharesOfMovedClasses_recommendReweighting_beforeAlignment() {
        Diagnosis diagnosis = Diagnosis.of(
                byItself(linear(), WORLD.withClassShares(.5, .3, .15, .05).rotated(.35)), 7);

        assertThat(diagnosis.shiftType()).isEqualTo(ShiftType.BOTH);
        assertThat(diagnosis.transferCase()).contains(TransferCase.LABEL_SHIFT);
        assertThat(diagnosis.recommendation().action()).isEqualTo(RecommendedAction.REWEIGHT_CLASSES);
    }

    @Test
    void movedButOverlappingClasses_recommendAlignment() {
        assertThat(recommended(byItself(linear(), WORLD.rotated(.6)))).isEqualTo(RecommendedAction.ALIGN_FEATURES);
    }

    @Test
    void separatedFeatures_recommendADeeperExtractor() {
        DiagnosedModel apart = model(discriminant()::probabilities, 9);

        Diagnosis diagnosis = Diagnosis.of(byItself(apart, WORLD.rotated(.35)), 7);

        assertThat(diagnosis.recommendation().action()).isEqualTo(RecommendedAction.DEEPER_FEATURE_EXTRACTOR);
        assertThat(diagnosis.transferCase()).contains(TransferCase.COVARIATE_SHIFT);
    }

    @Test
    void outlierSource_recommendsItsExclusionFirst() {
        List<NamedSource> sources = List.of(
                new NamedSource("one", SOURCE, 2),
                new NamedSource("turned", WORLD.rotated(1.4).rows(400, 4), 1),
                new NamedSource("other", WORLD.rows(400, 5), 0));
        float[][] target = WORLD.rotated(.6).rows(300, 3).features();

        Diagnosis diagnosis = Diagnosis.of(
                new DiagnosisInput(
                        linear(), STANDARDISATION, STANDARDISATION, sources, HOLD_OUT, target, Optional.empty()),
                7);

        assertThat(diagnosis.shiftType()).isEqualTo(ShiftType.OUTLIER_SOURCE);
        assertThat(diagnosis.recommendation().action()).isEqualTo(RecommendedAction.EXCLUDE_SOURCE);
        assertThat(diagnosis.recommendation().reasons())
                .extracting(Finding::name)
                .containsExactly("outlier sources");
    }

    @Test
    void mapPoints_haveSourceLabels_andPredictedTargetClasses() {
        DiagnosedModel first = model(row -> new float[] {1, 0, 0, 0}, 0);

        List<MapPoint> map = Diagnosis.of(asSource(first, WORLD), 7).embeddingPoints();

        assertThat(map).hasSize(300);
        assertThat(map).filteredOn(MapPoint::target).hasSize(150).allMatch(point -> point.label() == 0);
        assertThat(map)
                .filteredOn(point -> !point.target())
                .extracting(MapPoint::label)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(HOLD_OUT.labels()).boxed().toList());
    }

    @Test
    void disagreeingLearners_recommendLabelRequests() {
        assertThat(recommended(byItself(contrary(), WORLD.rotated(.6)))).isEqualTo(RecommendedAction.REQUEST_LABELS);
    }

    @Test
    void modelWorseThanADiscriminant_recommendsStableTraining() {
        LinearDiscriminant discriminant = discriminant();
        DiagnosedModel careless =
                model(row -> row[0] > .8 ? new float[] {1, 0, 0, 0} : discriminant.probabilities(row), 0);

        Diagnosis diagnosis = Diagnosis.of(asSource(careless, WORLD), 7);

        assertThat(diagnosis.recommendation().action()).isEqualTo(RecommendedAction.STABILISE_TRAINING);
        assertThat(diagnosis.recommendation().reasons())
                .extracting(Finding::message)
                .containsExactly("a linear discriminant is better on the source");
    }

    @Test
    void modelWithAConstantPrediction_hasNotLearned() {
        Diagnosis diagnosis = Diagnosis.of(asSource(model(row -> new float[] {1, 0, 0, 0}, 0), WORLD), 7);

        assertThat(diagnosis.recommendation().reasons())
                .extracting(Finding::message)
                .contains("the model is no better than the majority class");
    }

    @Test
    void divergedModel_recommendsStableTraining_andHasNoMap() {
        DiagnosedModel diverged = (rows, target) -> {
            float[][] answers = new float[rows.length][SOURCE.classCount()];
            for (float[] answer : answers) {
                Arrays.fill(answer, Float.NaN);
            }
            return new ModelOutputs(answers, answers);
        };

        Diagnosis diagnosis = Diagnosis.of(asSource(diverged, WORLD), 7);

        assertThat(diagnosis.recommendation().action()).isEqualTo(RecommendedAction.STABILISE_TRAINING);
        assertThat(diagnosis.recommendation().reasons())
                .extracting(Finding::message)
                .contains("the model has diverged");
        assertThat(diagnosis.embeddingPoints()).isEmpty();
    }

    @Test
    void domainHeadThatCostsSourceAccuracy_isReported() {
        LinearDiscriminant discriminant = discriminant();
        DiagnosedModel careless =
                model(row -> row[0] > .8 ? new float[] {1, 0, 0, 0} : discriminant.probabilities(row), 0);
        DiagnosisInput subject = asSource(careless, WORLD);

        Diagnosis diagnosis = Diagnosis.of(
                new DiagnosisInput(
                        subject.model(),
                        subject.sourceStandardisation(),
                        subject.targetStandardisation(),
                        SOURCES,
                        HOLD_OUT,
                        subject.target(),
                        Optional.of(linear())),
                7);

        assertThat(diagnosis.recommendation().reasons())
                .extracting(Finding::message)
                .contains("the domain head costs accuracy on the source");
        assertThat(diagnosis.findings().get(diagnosis.findings().size() - 1).name())
                .isEqualTo("agreement with the model without domain head on the target");
    }

    @Test
    void findings_areInTheOrderOfTheChecks() {
        assertThat(Diagnosis.of(asSource(linear(), WORLD), 7).findings())
                .extracting(Finding::name)
                .startsWith("hold-out accuracy", "fraction of NaN outputs")
                .containsSubsequence(
                        "class shares by the predictions of the model, assuming no feature shift",
                        "class shares, assuming no feature shift",
                        "MMD of the inputs",
                        "sliced Wasserstein distance of the inputs",
                        "proxy A-distance of the inputs",
                        "fraction of neighbours from the same domain on the embedding map",
                        "proxy A-distance of the embeddings");
    }

    @Test
    void equalSeeds_giveEqualFindings() {
        DiagnosisInput subject = asSource(linear(), WORLD.rotated(.2));

        assertThat(Diagnosis.of(subject, 7).findings())
                .isEqualTo(Diagnosis.of(subject, 7).findings());
    }

    @Test
    void targetOfASingleRow_isRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> subject(linear(), STANDARDISATION, new float[1][SyntheticClasses.WIDTH]))
                .withMessage("target: expected at least two rows, got 1; wait for more");
    }
}
