package io.realign.cli.suites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.realign.adaptation.ShiftCase;
import io.realign.learning.distance.KernelMmd;
import io.realign.learning.source.Discriminant;
import io.realign.window.Standardiser;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SuitesTest {
    /** Total variation of the shares of 800 and 600 rows of one distribution is about .04. */
    private static final double CHANCE = .1;

    private static Source first(Suite suite) {
        return suite.sources().get(0);
    }

    private static Source target(Suite suite, int i) {
        return new Source(
                "target", suite.targets().get(i).rows(), suite.truths().get(i).labels(), 0);
    }

    private static double shareChange(Source one, Source other) {
        return IntStream.range(0, Clouds.CLASSES)
                        .mapToDouble(label -> Math.abs(share(one, label) - share(other, label)))
                        .sum()
                / 2;
    }

    private static double share(Source table, int label) {
        return Arrays.stream(table.labels()).filter(other -> other == label).count() / (double) table.labels().length;
    }

    private static float[][] rows(Source table, int label) {
        return IntStream.range(0, table.labels().length)
                .filter(row -> table.labels()[row] == label)
                .mapToObj(row -> table.rows()[row])
                .toArray(float[][]::new);
    }

    /** How many classes look different in both tables. */
    private static long movedClasses(Source one, Source other) {
        return IntStream.range(0, Clouds.CLASSES)
                .filter(label -> KernelMmd.between(rows(one, label), rows(other, label), 1)
                        .real())
                .count();
    }

    /** What a classifier that knows the source alone gets right. */
    private static double accuracy(Suite suite, int target) {
        Source source = first(suite);
        Standardiser standardiser = Standardiser.fit(source.rows());
        Discriminant discriminant =
                Discriminant.fit(standardiser.apply(source.rows()), source.labels(), suite.classes());
        return suite.truths()
                .get(target)
                .accuracy(Arrays.stream(
                                standardiser.apply(suite.targets().get(target).rows()))
                        .mapToInt(discriminant::classify)
                        .toArray());
    }

    @Test
    void suites_coverEveryCase() {
        assertThat(Suites.all(1)).extracting(Suite::expected).contains(ShiftCase.values());
    }

    @Test
    void sameSeed_givesTheSameRows() {
        List<Suite> suites = Suites.all(4);
        List<Suite> again = Suites.all(4);

        for (int i = 0; i < suites.size(); i++) {
            assertThat(target(again.get(i), 0).rows())
                    .isDeepEqualTo(target(suites.get(i), 0).rows());
            assertThat(first(again.get(i)).rows())
                    .isDeepEqualTo(first(suites.get(i)).rows());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void sourceAlone_getsSeventyToNinetyFivePercentOfTheFirstTargetRight(long seed) {
        assertThat(Suites.all(seed))
                .allSatisfy(
                        suite -> assertThat(accuracy(suite, 0)).as(suite.name()).isBetween(.70, .95));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2})
    void labelShift_changesShares_andNoClass(long seed) {
        Suite suite = Suites.label(seed);

        assertThat(shareChange(first(suite), target(suite, 0))).isGreaterThan(2 * CHANCE);
        assertThat(movedClasses(first(suite), target(suite, 0))).isLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2})
    void covariateShift_changesClasses_andNoShare(long seed) {
        Suite suite = Suites.covariate(seed);

        assertThat(shareChange(first(suite), target(suite, 0))).isLessThan(CHANCE);
        assertThat(movedClasses(first(suite), target(suite, 0))).isEqualTo(Clouds.CLASSES);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2})
    void bothShifts_changeSharesAndClasses(long seed) {
        Suite suite = Suites.both(seed);

        assertThat(shareChange(first(suite), target(suite, 0))).isGreaterThan(2 * CHANCE);
        assertThat(movedClasses(first(suite), target(suite, 0))).isGreaterThanOrEqualTo(3);
    }

    @Test
    void unchangedTarget_isLikeTheSource() {
        Suite suite = Suites.unchanged(1);

        assertThat(shareChange(first(suite), target(suite, 0))).isLessThan(CHANCE);
        assertThat(movedClasses(first(suite), target(suite, 0))).isLessThanOrEqualTo(1);
    }

    @Test
    void everyHoldOut_isLikeTheSource() {
        assertThat(Suites.all(1)).allSatisfy(suite -> assertThat(movedClasses(first(suite), suite.holdOut()))
                .as(suite.name())
                .isLessThanOrEqualTo(1));
    }

    @Test
    void rotation_takesManySmallSteps_thatAddUp() {
        Suite suite = Suites.rotating(1);
        int last = suite.targets().size() - 1;

        for (int i = 1; i <= last; i++) {
            assertThat(accuracy(suite, i - 1) - accuracy(suite, i)).isLessThan(.15);
        }
        assertThat(accuracy(suite, 0) - accuracy(suite, last)).isGreaterThan(.2);
    }

    @Test
    void outlyingSource_isUnlikeTheTarget_theOthersAreLikeIt() {
        Suite suite = Suites.outlying(1);

        assertThat(suite.sources()).extracting(Source::name).containsExactly("first", "outlier", "third");
        assertThat(suite.sources())
                .extracting(source -> movedClasses(source, target(suite, 0)) > 1)
                .containsExactly(false, true, false);
    }

    @Test
    void truth_countsRightAnswers_andRefusesAnotherNumberOfThem() {
        Truth truth = new Truth(new int[] {0, 1, 2, 0});

        assertThat(truth.accuracy(new int[] {0, 1, 0, 1})).isEqualTo(.5);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> truth.accuracy(new int[3]))
                .withMessageContaining("expected 4 answers, got 3");
    }
}
