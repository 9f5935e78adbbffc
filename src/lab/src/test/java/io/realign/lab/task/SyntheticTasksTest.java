package io.realign.lab.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.realign.adaptation.ShiftType;
import io.realign.learning.distance.KernelMmd;
import io.realign.learning.input.SourceRows;
import io.realign.learning.source.LinearDiscriminant;
import io.realign.learning.source.NamedSource;
import io.realign.window.Standardiser;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyntheticTasksTest {
    /** Total variation of the shares of 800 and 600 rows of one distribution is about .04. */
    private static final double CHANCE = .1;

    private static SourceRows first(SyntheticTask suite) {
        return suite.sources().get(0).rows();
    }

    private static SourceRows target(SyntheticTask suite, int i) {
        TargetTable target = suite.targets().get(i);
        return new SourceRows(target.rows(), target.labels(), GaussianClasses.CLASSES);
    }

    private static double shareChange(SourceRows one, SourceRows other) {
        return IntStream.range(0, GaussianClasses.CLASSES)
                        .mapToDouble(label -> Math.abs(share(one, label) - share(other, label)))
                        .sum()
                / 2;
    }

    private static double share(SourceRows table, int label) {
        return Arrays.stream(table.labels()).filter(other -> other == label).count() / (double) table.labels().length;
    }

    private static float[][] rows(SourceRows table, int label) {
        return IntStream.range(0, table.labels().length)
                .filter(row -> table.labels()[row] == label)
                .mapToObj(row -> table.features()[row])
                .toArray(float[][]::new);
    }

    /** How many classes look different in both tables. */
    private static long movedClasses(SourceRows one, SourceRows other) {
        return IntStream.range(0, GaussianClasses.CLASSES)
                .filter(label -> KernelMmd.between(rows(one, label), rows(other, label), 1)
                        .isSignificant())
                .count();
    }

    /** What a classifier that knows the source alone gets right. */
    private static double accuracy(SyntheticTask suite, int target) {
        SourceRows source = first(suite);
        Standardiser standardiser = Standardiser.fit(source.features());
        LinearDiscriminant discriminant = LinearDiscriminant.fit(
                new SourceRows(standardiser.apply(source.features()), source.labels(), source.classCount()));
        return suite.targets()
                .get(target)
                .accuracy(Arrays.stream(
                                standardiser.apply(suite.targets().get(target).rows()))
                        .mapToInt(discriminant::classify)
                        .toArray());
    }

    @Test
    void suites_coverEveryCase() {
        assertThat(SyntheticTasks.all(1))
                .extracting(SyntheticTask::expectedShift)
                .contains(ShiftType.values());
    }

    @Test
    void sameSeed_givesTheSameRows() {
        List<SyntheticTask> suites = SyntheticTasks.all(4);
        List<SyntheticTask> again = SyntheticTasks.all(4);

        for (int i = 0; i < suites.size(); i++) {
            assertThat(target(again.get(i), 0).features())
                    .isDeepEqualTo(target(suites.get(i), 0).features());
            assertThat(first(again.get(i)).features())
                    .isDeepEqualTo(first(suites.get(i)).features());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void sourceAlone_getsSeventyToNinetyFivePercentOfTheFirstTargetRight(long seed) {
        assertThat(SyntheticTasks.all(seed))
                .allSatisfy(
                        suite -> assertThat(accuracy(suite, 0)).as(suite.name()).isBetween(.70, .95));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2})
    void labelShift_changesShares_andNoClass(long seed) {
        SyntheticTask suite = SyntheticTasks.labelShift(seed);

        assertThat(shareChange(first(suite), target(suite, 0))).isGreaterThan(2 * CHANCE);
        assertThat(movedClasses(first(suite), target(suite, 0))).isLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2})
    void covariateShift_changesClasses_andNoShare(long seed) {
        SyntheticTask suite = SyntheticTasks.covariateShift(seed);

        assertThat(shareChange(first(suite), target(suite, 0))).isLessThan(CHANCE);
        assertThat(movedClasses(first(suite), target(suite, 0))).isEqualTo(GaussianClasses.CLASSES);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2})
    void bothShifts_changeSharesAndClasses(long seed) {
        SyntheticTask suite = SyntheticTasks.covariateAndLabelShift(seed);

        assertThat(shareChange(first(suite), target(suite, 0))).isGreaterThan(2 * CHANCE);
        assertThat(movedClasses(first(suite), target(suite, 0))).isGreaterThanOrEqualTo(3);
    }

    @Test
    void unchangedTarget_isLikeTheSource() {
        SyntheticTask suite = SyntheticTasks.noShift(1);

        assertThat(shareChange(first(suite), target(suite, 0))).isLessThan(CHANCE);
        assertThat(movedClasses(first(suite), target(suite, 0))).isLessThanOrEqualTo(1);
    }

    @Test
    void everyHoldOut_isLikeTheSource() {
        assertThat(SyntheticTasks.all(1)).allSatisfy(suite -> assertThat(movedClasses(first(suite), suite.holdOut()))
                .as(suite.name())
                .isLessThanOrEqualTo(1));
    }

    @Test
    void rotation_takesManySmallSteps_thatAddUp() {
        SyntheticTask suite = SyntheticTasks.gradualRotation(1);
        int last = suite.targets().size() - 1;

        for (int i = 1; i <= last; i++) {
            assertThat(accuracy(suite, i - 1) - accuracy(suite, i)).isLessThan(.15);
        }
        assertThat(accuracy(suite, 0) - accuracy(suite, last)).isGreaterThan(.2);
    }

    @Test
    void outlierSource_isUnlikeTheTarget_theOthersAreLikeIt() {
        SyntheticTask suite = SyntheticTasks.outlierSource(1);

        assertThat(suite.sources()).extracting(NamedSource::name).containsExactly("first", "outlier", "third");
        assertThat(suite.sources())
                .extracting(source -> movedClasses(source.rows(), target(suite, 0)) > 1)
                .containsExactly(false, true, false);
    }

    @Test
    void accuracy_countsCorrectPredictions_andRejectsAnotherNumberOfThem() {
        TargetTable truth = new TargetTable("target", new float[4][1], new int[] {0, 1, 2, 0});

        assertThat(truth.accuracy(new int[] {0, 1, 0, 1})).isEqualTo(.5);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> truth.accuracy(new int[3]))
                .withMessageContaining("expected 4 predictions, got 3");
    }
}
