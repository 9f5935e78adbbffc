package io.realign.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.window.DyadicWindows;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatisticLayoutTest {
    @ParameterizedTest
    @CsvSource({"1,false", "1,true", "7,false", "7,true"})
    void statistics_haveConsecutivePositions(int levels, boolean dependence) {
        StatisticLayout layout = new StatisticLayout(levels, dependence);
        List<Integer> positions = new ArrayList<>();
        IntStream.range(0, levels).forEach(positions::add);
        IntStream.range(0, layout.scoreWindows()).map(layout::typicality).forEach(positions::add);
        if (dependence) {
            IntStream.range(0, layout.scoreWindows()).map(layout::dependence).forEach(positions::add);
        }
        IntStream.range(0, levels).map(layout::features).forEach(positions::add);

        assertThat(positions)
                .containsExactlyElementsOf(
                        IntStream.range(0, layout.count()).boxed().toList());
        assertThat(layout.scores()).isEqualTo(dependence ? 2 : 1);
    }

    @ParameterizedTest
    @CsvSource({"3,false", "3,true"})
    void onlyScores_areTwoSided(int levels, boolean dependence) {
        StatisticLayout layout = new StatisticLayout(levels, dependence);

        assertThat(IntStream.range(0, layout.count())
                        .filter(layout::isTwoSided)
                        .boxed()
                        .toList())
                .containsExactlyElementsOf(IntStream.range(levels, levels + layout.scores() * (levels + 1))
                        .boxed()
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({"5,false", "5,true"})
    void share_isThatOfTheWindowLength(int levels, boolean dependence) {
        StatisticLayout layout = new StatisticLayout(levels, dependence);
        for (int level = 0; level < levels; level++) {
            int length = DyadicWindows.minLength(level);
            assertThat(layout.share(level)).isEqualTo(FalseAlarmAllocation.discrepancyShare(length));
            assertThat(layout.share(layout.features(level))).isEqualTo(FalseAlarmAllocation.featureShare(length));
            assertThat(layout.share(layout.typicality(level + 1)))
                    .isEqualTo(FalseAlarmAllocation.scoreShare(length, layout.scores()));
            if (dependence) {
                assertThat(layout.share(layout.dependence(level + 1)))
                        .isEqualTo(layout.share(layout.typicality(level + 1)));
            }
        }
        assertThat(layout.share(layout.typicality(0)))
                .isEqualTo(FalseAlarmAllocation.scoreShare(ScoreDistributions.PAIR, layout.scores()));
    }
}
