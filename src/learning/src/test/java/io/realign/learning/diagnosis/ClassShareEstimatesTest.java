package io.realign.learning.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.realign.adaptation.prior.PriorEstimate;
import io.realign.learning.distance.SyntheticClasses;
import io.realign.learning.input.SourceRows;
import io.realign.learning.source.ClassGaussians;
import io.realign.learning.source.LinearDiscriminant;
import io.realign.window.Standardiser;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ClassShareEstimatesTest {
    private static final SyntheticClasses WORLD = SyntheticClasses.standard(3);
    private static final double[] UNEVEN = {.5, .3, .15, .05};

    private final SourceRows source = WORLD.rows(600, 1);
    private final Standardiser standardiser = Standardiser.fit(source.features());
    private final ClassGaussians clouds =
            ClassGaussians.of(new SourceRows(standardiser.apply(source.features()), source.labels(), 4));

    private double[] moving(float[][] standardised) {
        return new ShiftTolerantPriors(clouds, clouds.whiten(standardised)).classShares();
    }

    private double[] staying(float[][] standardised) {
        LinearDiscriminant discriminant = LinearDiscriminant.fromClasses(clouds);
        return PriorEstimate.byLikelihood(
                        Arrays.stream(standardised)
                                .map(discriminant::probabilities)
                                .toArray(float[][]::new),
                        clouds.classShares())
                .classPriors();
    }

    private ClassShareShift change(float[][] standardised) {
        ShiftTolerantPriors moving = new ShiftTolerantPriors(clouds, clouds.whiten(standardised));
        double[] shares = moving.classShares();
        return ClassShareShift.bootstrap(
                clouds.classShares(), 600, shares, standardised.length, chosen -> moving.reestimate(chosen, shares), 1);
    }

    private static double error(double[] shares, SourceRows target) {
        return ClassShareShift.totalVariation(shares, target.classShares());
    }

    @Test
    void classSharesOfUnmovedClasses_areEstimatedByBothMethods() {
        SourceRows target = WORLD.withClassShares(UNEVEN).rows(600, 2);
        float[][] rows = standardiser.apply(target.features());

        assertThat(error(staying(rows), target)).isLessThan(.05);
        assertThat(error(moving(rows), target)).isLessThan(.05);
    }

    @Test
    void classSharesOfMovedClasses_areEstimatedOnlyByTheTolerantMethod() {
        SourceRows target =
                WORLD.withClassShares(UNEVEN).rotated(.3).scaled(1.2, 1).rows(600, 2);

        double[] fixed = staying(standardiser.apply(target.features()));
        double[] moving = moving(Standardiser.fit(target.features()).apply(target.features()));

        assertThat(error(fixed, target)).isGreaterThan(.1);
        assertThat(error(moving, target)).isLessThan(.05);
    }

    @Test
    void classMissingFromTheSource_hasNoShare() {
        SourceRows lacking = WORLD.withClassShares(.5, .5, 0, 0).rows(200, 1);
        ClassGaussians two =
                ClassGaussians.of(new SourceRows(standardiser.apply(lacking.features()), lacking.labels(), 4));

        double[] shares = new ShiftTolerantPriors(two, two.whiten(standardiser.apply(source.features()))).classShares();

        assertThat(shares[2]).isZero();
        assertThat(shares[0] + shares[1]).isCloseTo(1, within(1e-9));
    }

    @Test
    void priorMatchedSample_hasTheGivenShares_andDistinctRows() {
        int[] mixed = ResidualTest.sampleWithShares(source.labels(), UNEVEN, 1);

        assertThat(mixed).doesNotHaveDuplicates().hasSizeBetween(250, 320);
        double first =
                Arrays.stream(mixed).filter(row -> source.labels()[row] == 0).count() / (double) mixed.length;
        assertThat(first).isCloseTo(UNEVEN[0], within(.01));
    }

    @Test
    void classShareShift_isSignificant_onlyAboveTheCriticalValue() {
        float[][] same = standardiser.apply(WORLD.rows(400, 5).features());
        float[][] uneven =
                standardiser.apply(WORLD.withClassShares(UNEVEN).rows(400, 5).features());

        assertThat(change(same).isSignificant()).isFalse();
        assertThat(change(uneven).isSignificant()).isTrue();
    }

    @Test
    void fewRows_raiseTheCriticalValue() {
        float[][] rows = standardiser.apply(WORLD.rows(400, 5).features());
        float[][] few = standardiser.apply(WORLD.rows(30, 5).features());

        assertThat(change(few).criticalValue()).isGreaterThan(1.5 * change(rows).criticalValue());
    }
}
