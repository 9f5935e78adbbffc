package io.realign.learning.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.realign.learning.distance.PermutationTestResult;
import io.realign.learning.distance.SyntheticClasses;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourceWeightingTest {
    private static final SyntheticClasses WORLD = SyntheticClasses.standard(7);

    private final float[][] target = WORLD.rows(300, 99).features();
    private final NamedSource near = new NamedSource("near", WORLD.rows(300, 1), 0);
    private final NamedSource alsoNear = new NamedSource("also near", WORLD.rows(300, 2), 0);
    private final NamedSource far =
            new NamedSource("far", WORLD.rotated(Math.PI / 2).rows(300, 3), 0);

    private static double weight(SourceWeighting weights, String name, List<NamedSource> sources, float[][] target) {
        return weights.weigh(sources, target, 5).stream()
                .filter(weight -> weight.name().equals(name))
                .mapToDouble(SourceWeight::weight)
                .sum();
    }

    @Test
    void distantSource_weighsLessThanHalfOfTheOthers() {
        List<NamedSource> sources = List.of(near, far, alsoNear);

        double far = weight(new SourceWeighting.Combined(), "far", sources, target);

        assertThat(far).isLessThan(weight(new SourceWeighting.Combined(), "near", sources, target) / 2);
    }

    @Test
    void olderSource_weighsLess_byAConstantFactorPerStep() {
        NamedSource older = new NamedSource("older", near.rows(), 2);

        List<SourceWeight> weights = new SourceWeighting.Combined().weigh(List.of(near, older), target, 5);

        double floor = SourceWeighting.MIN_RELATIVE_WEIGHT / 2;
        assertThat((weights.get(1).weight() - floor) / (weights.get(0).weight() - floor))
                .isCloseTo(.49, within(1e-9));
    }

    @Test
    void largerSource_weighsMore_byTheSquareRootOfItsSize() {
        assertThat(new SourceWeighting.Combined().weigh(new NamedSource("large", WORLD.rows(400, 1), 0), 0))
                .isEqualTo(
                        2 * new SourceWeighting.Combined().weigh(new NamedSource("small", WORLD.rows(100, 1), 0), 0));
    }

    @Test
    void insignificantDistances_areScaledByTheCriticalValue() {
        double[] remoteness = SourceDistances.normalised(
                List.of(new PermutationTestResult(.0004, .01, .4), new PermutationTestResult(.0009, .01, .3)));

        assertThat(remoteness[0]).isCloseTo(.2, within(1e-9));
        assertThat(remoteness[1]).isCloseTo(.3, within(1e-9));
    }

    @Test
    void differentDistances_areScaledByTheirDeviation() {
        double[] remoteness = SourceDistances.normalised(
                List.of(new PermutationTestResult(.01, .0001, 1), new PermutationTestResult(.09, .0001, 1)));

        assertThat(remoteness[1] - remoteness[0]).isCloseTo(2, within(1e-9));
    }

    @Test
    void everyWeighting_givesWeightsOfSumOne_aboveTheFloor() {
        for (SourceWeighting choice : List.of(
                new SourceWeighting.Combined(),
                new SourceWeighting.Uniform(),
                new SourceWeighting.BySimilarity(),
                new SourceWeighting.FarthestFirst())) {
            List<SourceWeight> weights =
                    choice.weigh(List.of(near, new NamedSource("old", far.rows(), 50), alsoNear), target, 5);

            assertThat(weights.stream().mapToDouble(SourceWeight::weight).sum()).isCloseTo(1, within(1e-9));
            assertThat(weights).allMatch(weight -> weight.weight() >= SourceWeighting.MIN_RELATIVE_WEIGHT / 3);
        }
    }

    @Test
    void uniformWeighting_givesEqualWeights() {
        assertThat(new SourceWeighting.Uniform().weigh(List.of(near, far), target, 5))
                .extracting(SourceWeight::weight)
                .containsExactly(.5, .5);
    }

    @Test
    void farthestFirst_ordersDistantSourcesFirst_andWarns() {
        SourceWeighting farthestFirst = new SourceWeighting.FarthestFirst();

        List<SourceWeight> weights = farthestFirst.weigh(List.of(near, far, alsoNear), target, 5);

        assertThat(weights.get(0).name()).isEqualTo("far");
        assertThat(weights.get(0).weight()).isGreaterThan(weights.get(1).weight());
        assertThat(farthestFirst.warning())
                .hasValueSatisfying(text -> assertThat(text).contains("reduced accuracy", "75.5", "82.1"));
    }

    @Test
    void otherWeightings_doNotWarn() {
        assertThat(new SourceWeighting.Combined().warning()).isEmpty();
    }

    @Test
    void emptySources_areRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SourceWeighting.Uniform().weigh(List.of(), target, 5))
                .withMessageContaining("at least one");
    }
}
