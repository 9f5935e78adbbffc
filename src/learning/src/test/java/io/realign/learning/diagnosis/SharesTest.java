package io.realign.learning.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.realign.adaptation.PriorEstimate;
import io.realign.learning.SourceRows;
import io.realign.learning.distance.Clouds;
import io.realign.learning.source.ClassClouds;
import io.realign.learning.source.Discriminant;
import io.realign.window.Standardiser;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SharesTest {
    private static final Clouds WORLD = Clouds.standard(3);
    private static final double[] UNEVEN = {.5, .3, .15, .05};

    private final SourceRows source = WORLD.rows(600, 1);
    private final Standardiser standardiser = Standardiser.fit(source.features());
    private final ClassClouds clouds = ClassClouds.of(standardiser.apply(source.features()), source.labels(), 4);

    private double[] moving(float[][] standardised) {
        return new MovingClasses(clouds, clouds.whitened(standardised)).shares();
    }

    private double[] staying(float[][] standardised) {
        Discriminant discriminant = Discriminant.of(clouds);
        return PriorEstimate.byLikelihood(
                        Arrays.stream(standardised)
                                .map(discriminant::probabilities)
                                .toArray(float[][]::new),
                        clouds.shares())
                .shares();
    }

    private ShareChange change(float[][] standardised) {
        MovingClasses moving = new MovingClasses(clouds, clouds.whitened(standardised));
        double[] shares = moving.shares();
        return ShareChange.of(
                clouds.shares(), 600, shares, standardised.length, chosen -> moving.again(chosen, shares), 1);
    }

    private static double error(double[] shares, SourceRows target) {
        return Mixture.totalVariation(shares, Mixture.shares(target));
    }

    @Test
    void sharesOfClassesThatStayed_areFoundByBoth() {
        SourceRows target = WORLD.mixed(UNEVEN).rows(600, 2);
        float[][] rows = standardiser.apply(target.features());

        assertThat(error(staying(rows), target)).isLessThan(.05);
        assertThat(error(moving(rows), target)).isLessThan(.05);
    }

    @Test
    void sharesOfClassesThatMoved_areFoundOnlyByTheOneThatLetsThem() {
        SourceRows target = WORLD.mixed(UNEVEN).turned(.3).scaled(1.2, 1).rows(600, 2);

        double[] fixed = staying(standardiser.apply(target.features()));
        double[] moving = moving(Standardiser.fit(target.features()).apply(target.features()));

        assertThat(error(fixed, target)).isGreaterThan(.1);
        assertThat(error(moving, target)).isLessThan(.05);
    }

    @Test
    void classThatTheSourceLacks_getsNoShare() {
        SourceRows lacking = WORLD.mixed(.5, .5, 0, 0).rows(200, 1);
        ClassClouds two = ClassClouds.of(standardiser.apply(lacking.features()), lacking.labels(), 4);

        double[] shares = new MovingClasses(two, two.whitened(standardiser.apply(source.features()))).shares();

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

        assertThat(change(same).real()).isFalse();
        assertThat(change(uneven).real()).isTrue();
    }

    @Test
    void fewRows_makeItHarderToTellAChangeFromChance() {
        float[][] rows = standardiser.apply(WORLD.rows(400, 5).features());
        float[][] few = standardiser.apply(WORLD.rows(30, 5).features());

        assertThat(change(few).chance()).isGreaterThan(1.5 * change(rows).chance());
    }
}
