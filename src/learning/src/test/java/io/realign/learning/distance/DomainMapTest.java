package io.realign.learning.distance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DomainMapTest {
    private static final Clouds WORLD = Clouds.standard(3);

    private static float[][] rows(int count, long seed) {
        return WORLD.rows(count, seed).features();
    }

    @Test
    void domainsOfOneDistribution_mixOnTheMap() {
        DomainMap map = DomainMap.of(rows(120, 1), rows(120, 2), 4);

        assertThat(map.apart().real()).isFalse();
        assertThat(map.apart().value()).isBetween(.4, .6);
    }

    @Test
    void domainsThatLieApart_areIslands() {
        DomainMap map =
                DomainMap.of(rows(120, 1), WORLD.scaled(1, 5).rows(120, 2).features(), 4);

        assertThat(map.apart().value()).isGreaterThan(.95);
    }

    @Test
    void rowsOfOneClass_areNeighbours() {
        // Each domain consists of another class, and classes overlap.
        float[][] one =
                new Clouds(3, new double[] {1, 0, 0, 0}, 0, 1, 0).rows(60, 1).features();
        float[][] other =
                new Clouds(3, new double[] {0, 1, 0, 0}, 0, 1, 0).rows(60, 2).features();

        assertThat(DomainMap.of(one, other, 4).apart().value()).isGreaterThan(.8);
    }

    @Test
    void largeSets_areCutToSixHundredRows() {
        DomainMap map = DomainMap.of(new float[500][2], new float[400][2], 4);

        assertThat(map.points()).hasDimensions(600, 2);
        assertThat(map.first()).isEqualTo(300);
    }

    @Test
    void everyPoint_isANumber_evenOfEqualRows() {
        for (double[] point :
                DomainMap.of(new float[20][2], new float[20][2], 4).points()) {
            assertThat(point).doesNotContain(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
        }
    }

    @Test
    void sameSeed_givesTheSameMap() {
        assertThat(DomainMap.of(rows(50, 1), rows(50, 2), 4).points())
                .isDeepEqualTo(DomainMap.of(rows(50, 1), rows(50, 2), 4).points());
    }
}
