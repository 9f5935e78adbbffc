package io.realign.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.realign.learning.SourceRows;
import io.realign.learning.distance.Clouds;
import io.realign.learning.source.NamedSource;
import io.realign.learning.source.SourceWeights;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourcesTest {
    private static final Clouds WORLD = Clouds.standard(1);
    private static final float[][] TARGET = WORLD.rows(100, 9).features();
    private static final NamedSource NEAR = new NamedSource("near", WORLD.rows(100, 1), 0);
    private static final NamedSource FAR =
            new NamedSource("far", WORLD.turned(1.2).rows(100, 2), 0);

    private static Sources sources(SourceWeights weighting, NamedSource... named) {
        return new Sources(List.of(named), weighting);
    }

    @Test
    void singleSource_hasAllOfTheWeight() {
        assertThat(Sources.of(NEAR.rows()).weights(TARGET, 1)).containsExactly(1);
    }

    @Test
    void weights_comeInTheOrderOfTheSources_howeverTheyAreTakenUp() {
        double[] weights = sources(new SourceWeights.HardFirst(), NEAR, FAR).weights(TARGET, 1);

        assertThat(weights[1]).isGreaterThan(weights[0]);
        assertThat(weights[0] + weights[1]).isCloseTo(1, within(1e-12));
    }

    @Test
    void moreSimilarSource_weighsMore() {
        double[] weights = sources(new SourceWeights.Similar(), FAR, NEAR).weights(TARGET, 1);

        assertThat(weights[1]).isGreaterThan(weights[0]);
    }

    @Test
    void withoutTarget_allSourcesWeighTheSame() {
        assertThat(sources(new SourceWeights.HardFirst(), NEAR, FAR).weights(new float[0][], 1))
                .containsExactly(.5, .5);
    }

    @Test
    void without_leavesOutByName() {
        assertThat(sources(new SourceWeights.Equal(), NEAR, FAR)
                        .without(List.of("near"))
                        .named())
                .containsExactly(FAR);
    }

    @Test
    void pooled_isOneAfterTheOther() {
        Sources sources = sources(new SourceWeights.Equal(), NEAR, FAR);

        assertThat(sources.size()).isEqualTo(200);
        assertThat(sources.pooled().features()[100]).isSameAs(FAR.rows().features()[0]);
        assertThat(sources.pooled().labels()[100]).isEqualTo(FAR.rows().labels()[0]);
    }

    @Test
    void sourcesThatDoNotFitTogether_areRefused_byName() {
        SourceRows narrow = new SourceRows(new float[][] {{1}, {2}}, new int[] {0, 1}, 4);
        SourceRows five = new SourceRows(NEAR.rows().features(), NEAR.rows().labels(), 5);

        refused(List.of(), "sources: expected at least one, got none");
        refused(List.of(NEAR, new NamedSource("b", narrow, 0)), "b: expected 12 features, got 1 at row 0");
        refused(List.of(NEAR, new NamedSource("b", five, 0)), "b: expected 4 classes, as the first source has, got 5");
        refused(List.of(NEAR, NEAR), "sources: expected names that differ, got [near, near]");
    }

    private static void refused(List<NamedSource> named, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Sources(named, new SourceWeights.Equal()))
                .withMessage(message);
    }
}
