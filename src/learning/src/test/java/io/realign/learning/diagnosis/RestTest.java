package io.realign.learning.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.learning.Blobs;
import io.realign.learning.SourceRows;
import io.realign.learning.distance.Clouds;
import io.realign.window.Standardiser;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RestTest {
    private static final Clouds WORLD = Clouds.standard(3);
    private static final double[] EVEN = {.25, .25, .25, .25};
    private static final double[] UNEVEN = {.5, .3, .15, .05};

    private static Rest rest(SourceRows source, SourceRows target, double... shares) {
        Standardiser standardiser = Standardiser.fit(source.features());
        return Rest.of(standardiser.apply(source.features()), source, standardiser.apply(target.features()), shares, 1);
    }

    @Test
    void nothingIsLeft_inTheSharesOfTheTarget() {
        assertThat(rest(WORLD.rows(600, 1), WORLD.mixed(UNEVEN).rows(400, 2), UNEVEN)
                        .withinChance())
                .isTrue();
    }

    @Test
    void nothingIsLeft_howeverFewRowsTheSourceHas() {
        long left = LongStream.range(0, 20)
                .filter(seed -> !rest(WORLD.rows(60, 2 * seed), WORLD.rows(200, 2 * seed + 1), EVEN)
                        .findings()
                        .get(1)
                        .holds())
                .count();

        assertThat(left).isLessThanOrEqualTo(2);
    }

    @Test
    void muchIsLeft_inOtherShares() {
        assertThat(rest(WORLD.rows(600, 1), WORLD.mixed(UNEVEN).rows(400, 2), EVEN)
                        .withinChance())
                .isFalse();
    }

    @Test
    void smallTurn_isSeenClassByClass() {
        Rest rest = rest(WORLD.rows(600, 1), WORLD.turned(.3).rows(400, 2), EVEN);

        assertThat(rest.findings().get(1).holds()).isFalse();
    }

    @Test
    void rowsWithTheirClassesInTurn_areSplitIntoHalvesThatHaveThemAll() {
        Blobs blobs = new Blobs(4, 8, 5);

        assertThat(rest(blobs.rows(200), blobs.rows(200), EVEN).withinChance()).isTrue();
    }

    @Test
    void sourceWithoutRowsInTheseShares_tellsNothingOfFeatures() {
        SourceRows source = new SourceRows(WORLD.rows(2, 1).features(), new int[] {0, 1}, 4);

        Rest rest = rest(source, WORLD.rows(50, 2), .001, .999, 0, 0);

        assertThat(rest.withinChance()).isTrue();
        assertThat(rest.findings())
                .extracting(Finding::says)
                .singleElement()
                .asString()
                .contains("too few rows");
    }
}
