package io.realign.learning.distance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TsneMapTest {
    private static final SyntheticClasses WORLD = SyntheticClasses.standard(3);

    private static float[][] rows(int count, long seed) {
        return WORLD.rows(count, seed).features();
    }

    @Test
    void domainsOfOneDistribution_areMixedOnTheMap() {
        TsneMap map = TsneMap.of(rows(120, 1), rows(120, 2), 4);

        assertThat(map.separation().isSignificant()).isFalse();
        assertThat(map.separation().statistic()).isBetween(.4, .6);
    }

    @Test
    void distantDomains_areSeparatedOnTheMap() {
        TsneMap map = TsneMap.of(rows(120, 1), WORLD.scaled(1, 5).rows(120, 2).features(), 4);

        assertThat(map.separation().statistic()).isGreaterThan(.95);
    }

    @Test
    void rowsOfOneClass_areNeighbours() {
        // Each domain consists of another class, and classes overlap.
        float[][] one = new SyntheticClasses(3, new double[] {1, 0, 0, 0}, 0, 1, 0)
                .rows(60, 1)
                .features();
        float[][] other = new SyntheticClasses(3, new double[] {0, 1, 0, 0}, 0, 1, 0)
                .rows(60, 2)
                .features();

        assertThat(TsneMap.of(one, other, 4).separation().statistic()).isGreaterThan(.8);
    }

    @Test
    void largeSets_areSampledToSixHundredRows() {
        TsneMap map = TsneMap.of(new float[500][2], new float[400][2], 4);

        assertThat(map.points()).hasDimensions(600, 2);
        assertThat(map.firstCount()).isEqualTo(300);
    }

    @Test
    void points_areFinite_evenForEqualRows() {
        for (double[] point : TsneMap.of(new float[20][2], new float[20][2], 4).points()) {
            assertThat(point).doesNotContain(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
        }
    }

    @Test
    void equalSeeds_giveEqualMaps() {
        assertThat(TsneMap.of(rows(50, 1), rows(50, 2), 4).points())
                .isDeepEqualTo(TsneMap.of(rows(50, 1), rows(50, 2), 4).points());
    }
}
