package io.realign.learning.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.realign.learning.SourceRows;
import io.realign.learning.distance.Clouds;
import io.realign.learning.source.ClassClouds;
import io.realign.window.Standardiser;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TargetSharesTest {
    private static final Clouds WORLD = Clouds.standard(3);
    private static final double[] UNEVEN = {.5, .3, .15, .05};

    private final SourceRows source = WORLD.rows(600, 1);
    private final Standardiser standardiser = Standardiser.fit(source.features());
    private final ClassClouds clouds = ClassClouds.of(standardiser.apply(source.features()), source.labels(), 4);

    private double[] estimate(TargetShares estimator, float[][] standardised) {
        return estimator.estimate(clouds, clouds.whitened(standardised));
    }

    private static double error(double[] shares, SourceRows target) {
        return Mixture.totalVariation(shares, Mixture.shares(target));
    }

    @Test
    void sharesOfClassesThatStayed_areFoundByBoth() {
        SourceRows target = WORLD.mixed(UNEVEN).rows(600, 2);
        float[][] rows = standardiser.apply(target.features());

        assertThat(error(estimate(TargetShares.FIXED, rows), target)).isLessThan(.05);
        assertThat(error(estimate(TargetShares.MOVING, rows), target)).isLessThan(.05);
    }

    @Test
    void sharesOfClassesThatMoved_areFoundOnlyByTheOneThatLetsThem() {
        SourceRows target = WORLD.mixed(UNEVEN).turned(.3).scaled(1.2, 1).rows(600, 2);

        double[] fixed = estimate(TargetShares.FIXED, standardiser.apply(target.features()));
        double[] moving = estimate(
                TargetShares.MOVING, Standardiser.fit(target.features()).apply(target.features()));

        assertThat(error(fixed, target)).isGreaterThan(.1);
        assertThat(error(moving, target)).isLessThan(.05);
    }

    @Test
    void classThatTheSourceLacks_getsNoShare() {
        SourceRows lacking = WORLD.mixed(.5, .5, 0, 0).rows(200, 1);
        ClassClouds two = ClassClouds.of(standardiser.apply(lacking.features()), lacking.labels(), 4);

        double[] shares = TargetShares.MOVING.estimate(two, two.whitened(standardiser.apply(source.features())));

        assertThat(shares[2]).isZero();
        assertThat(shares[0] + shares[1]).isCloseTo(1, within(1e-9));
    }

    @Test
    void mixture_hasTheSharesAskedFor_eachRowOnce() {
        int[] mixed = Mixture.of(source.labels(), UNEVEN, 1);

        assertThat(mixed).doesNotHaveDuplicates().hasSizeBetween(250, 320);
        double first =
                Arrays.stream(mixed).filter(row -> source.labels()[row] == 0).count() / (double) mixed.length;
        assertThat(first).isCloseTo(UNEVEN[0], within(.01));
    }

    @Test
    void changeOfShares_isReal_onlyWhereItIsLargerThanChance() {
        float[][] same = standardiser.apply(WORLD.rows(400, 5).features());
        float[][] uneven = standardiser.apply(WORLD.mixed(UNEVEN).rows(400, 5).features());

        assertThat(ShareChange.of(TargetShares.FIXED, clouds, same, 600, 1).real())
                .isFalse();
        assertThat(ShareChange.of(TargetShares.FIXED, clouds, uneven, 600, 1).real())
                .isTrue();
    }

    @Test
    void fewRows_makeItHarderToTellAChangeFromChance() {
        float[][] rows = standardiser.apply(WORLD.rows(400, 5).features());
        float[][] few = standardiser.apply(WORLD.rows(30, 5).features());

        assertThat(ShareChange.of(TargetShares.FIXED, clouds, few, 600, 1).chance())
                .isGreaterThan(1.5
                        * ShareChange.of(TargetShares.FIXED, clouds, rows, 600, 1)
                                .chance());
    }
}
