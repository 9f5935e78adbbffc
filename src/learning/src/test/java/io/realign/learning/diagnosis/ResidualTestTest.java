package io.realign.learning.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.learning.Blobs;
import io.realign.learning.distance.SyntheticClasses;
import io.realign.learning.input.SourceRows;
import io.realign.window.Standardiser;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ResidualTestTest {
    private static final SyntheticClasses WORLD = SyntheticClasses.standard(3);
    private static final double[] EVEN = {.25, .25, .25, .25};
    private static final double[] UNEVEN = {.5, .3, .15, .05};

    private static List<Finding> test(SourceRows source, SourceRows target, double... shares) {
        Standardiser standardiser = Standardiser.fit(source.features());
        return ResidualTest.run(
                new SourceRows(standardiser.apply(source.features()), source.labels(), source.classCount()),
                standardiser.apply(target.features()),
                shares,
                1);
    }

    @Test
    void residual_isInsignificant_underTheClassSharesOfTheTarget() {
        assertThat(test(WORLD.rows(600, 1), WORLD.withClassShares(UNEVEN).rows(400, 2), UNEVEN))
                .allMatch(Finding::isExpected);
    }

    @Test
    void residual_isInsignificant_evenForFewSourceRows() {
        long left = LongStream.range(0, 20)
                .filter(seed -> !test(WORLD.rows(60, 2 * seed), WORLD.rows(200, 2 * seed + 1), EVEN)
                        .get(1)
                        .isExpected())
                .count();

        assertThat(left).isLessThanOrEqualTo(2);
    }

    @Test
    void residual_isSignificant_underOtherClassShares() {
        assertThat(test(WORLD.rows(600, 1), WORLD.withClassShares(UNEVEN).rows(400, 2), EVEN))
                .anyMatch(finding -> !finding.isExpected());
    }

    @Test
    void smallRotation_isDetectedClasswise() {
        List<Finding> findings = test(WORLD.rows(600, 1), WORLD.rotated(.3).rows(400, 2), EVEN);

        assertThat(findings.get(1).isExpected()).isFalse();
    }

    @Test
    void rowsOrderedByClass_areSplitIntoHalvesWithAllClasses() {
        Blobs blobs = new Blobs(4, 8, 5);

        assertThat(test(blobs.rows(200), blobs.rows(200), EVEN)).allMatch(Finding::isExpected);
    }

    @Test
    void sourceWithoutRowsOfTheClasses_cannotBeTested() {
        SourceRows source = new SourceRows(WORLD.rows(2, 1).features(), new int[] {0, 1}, 4);

        List<Finding> findings = test(source, WORLD.rows(50, 2), .001, .999, 0, 0);

        assertThat(findings).allMatch(Finding::isExpected);
        assertThat(findings)
                .extracting(Finding::message)
                .singleElement()
                .asString()
                .contains("too few rows");
    }
}
