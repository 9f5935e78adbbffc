package io.realign.learning.distance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.realign.learning.input.SourceRows;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ClasswiseDistanceTest {
    private static final SyntheticClasses WORLD = SyntheticClasses.standard(3);

    private static PermutationTestResult between(SourceRows a, SourceRows b, long seed) {
        return ClasswiseDistance.between(a.features(), a.labels(), b.features(), b.labels(), seed);
    }

    @Test
    void distanceWithinOneDistribution_isInsignificant() {
        long real = LongStream.range(0, 20)
                .filter(seed -> between(WORLD.rows(80, 2 * seed), WORLD.rows(120, 2 * seed + 1), seed)
                        .isSignificant())
                .count();

        assertThat(real).isLessThanOrEqualTo(2);
    }

    @Test
    void smallRotationMissedByMmd_isSignificant() {
        SourceRows rows = WORLD.rows(200, 1);
        SourceRows turned = WORLD.rotated(.25).rows(200, 2);

        assertThat(between(rows, turned, 9).isSignificant()).isTrue();
        assertThat(KernelMmd.between(rows.features(), turned.features(), 9).isSignificant())
                .isFalse();
    }

    @Test
    void classOfOneDomainOnly_isIgnored() {
        float[][] a = {{0}, {2}, {9}};
        float[][] b = {{4}, {6}};

        // One class is met: means 1 and 5, and 2 of 2 rows each.
        assertThat(ClasswiseDistance.between(a, new int[] {0, 0, 1}, b, new int[] {0, 0}, 1)
                        .statistic())
                .isCloseTo(16, within(1e-9));
    }

    @Test
    void missingClass_isRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> ClasswiseDistance.between(new float[2][1], new int[2], new float[3][1], new int[2], 1))
                .withMessage("expected a class for each of 2 and 3 rows, got 2 and 2");
    }
}
