package io.realign.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LawTest {
    @ParameterizedTest
    @ValueSource(doubles = {-2, -0.5, 0, 1e-9, 0.5, 2})
    void statisticOfAScore_hasThisScore(double skewness) {
        Law law = new Law(3, 0.5, skewness);

        for (double score : new double[] {-2, 0, 1, 4}) {
            assertThat(law.score(law.statistic(score))).isCloseTo(score, within(1e-9));
        }
    }

    @Test
    void aLawAndItsMirrorImage_haveOppositeScores() {
        Law law = new Law(2, 1, 1.5);
        Law mirror = new Law(-2, 1, -1.5);

        assertThat(mirror.score(-5)).isCloseTo(-law.score(5), within(1e-12));
    }

    @Test
    void scoresOfAWeightedSumOfSquares_areAsRareAsThoseOfANormalVariable() {
        Law law = new Law(10, Math.sqrt(20), Math.sqrt(8.0 / 10));
        Random random = new Random(1);
        int draws = 200_000;
        int above = 0;
        for (int draw = 0; draw < draws; draw++) {
            double sum = 0;
            for (int i = 0; i < 10; i++) {
                sum += Math.pow(random.nextGaussian(), 2);
            }
            above += law.score(sum) > 2.326 ? 1 : 0;
        }

        assertThat((double) above / draws).isCloseTo(0.01, within(0.001));
    }
}
