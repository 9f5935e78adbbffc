package io.realign.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.realign.learning.distance.SyntheticClasses;
import io.realign.learning.input.SourceRows;
import io.realign.learning.source.NamedSource;
import io.realign.learning.source.SourceWeighting;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingSourcesTest {
    private static final SyntheticClasses CLASSES = SyntheticClasses.standard(1);
    private static final float[][] TARGET = CLASSES.rows(100, 9).features();
    private static final NamedSource NEAR = new NamedSource("near", CLASSES.rows(100, 1), 0);
    private static final NamedSource FAR =
            new NamedSource("far", CLASSES.rotated(1.2).rows(100, 2), 0);

    private static TrainingSources sources(SourceWeighting weighting, NamedSource... named) {
        return new TrainingSources(List.of(named), weighting);
    }

    @Test
    void singleSource_hasWeightOne() {
        assertThat(TrainingSources.of(NEAR.rows()).weights(TARGET, 1)).containsExactly(1);
    }

    @Test
    void weights_areInTheOrderOfTheSources() {
        double[] weights =
                sources(new SourceWeighting.FarthestFirst(), NEAR, FAR).weights(TARGET, 1);

        assertThat(weights[1]).isGreaterThan(weights[0]);
        assertThat(weights[0] + weights[1]).isCloseTo(1, within(1e-12));
    }

    @Test
    void moreSimilarSource_hasTheHigherWeight() {
        double[] weights =
                sources(new SourceWeighting.BySimilarity(), FAR, NEAR).weights(TARGET, 1);

        assertThat(weights[1]).isGreaterThan(weights[0]);
    }

    @Test
    void withoutTarget_weightsAreEqual() {
        assertThat(sources(new SourceWeighting.FarthestFirst(), NEAR, FAR).weights(new float[0][], 1))
                .containsExactly(.5, .5);
    }

    @Test
    void without_removesSourcesByName() {
        assertThat(sources(new SourceWeighting.Uniform(), NEAR, FAR)
                        .without(List.of("near"))
                        .namedSources())
                .containsExactly(FAR);
    }

    @Test
    void pooled_concatenatesTheRows() {
        TrainingSources sources = sources(new SourceWeighting.Uniform(), NEAR, FAR);

        assertThat(sources.size()).isEqualTo(200);
        assertThat(sources.pooled().features()[100]).isSameAs(FAR.rows().features()[0]);
        assertThat(sources.pooled().labels()[100]).isEqualTo(FAR.rows().labels()[0]);
    }

    @Test
    void incompatibleSources_areRejectedByName() {
        SourceRows narrow = new SourceRows(new float[][] {{1}, {2}}, new int[] {0, 1}, 4);
        SourceRows five = new SourceRows(NEAR.rows().features(), NEAR.rows().labels(), 5);

        assertRejected(List.of(), "sources: expected at least one, got none");
        assertRejected(List.of(NEAR, new NamedSource("b", narrow, 0)), "b: expected 12 features, got 1 at row 0");
        assertRejected(
                List.of(NEAR, new NamedSource("b", five, 0)), "b: expected 4 classes, as the first source has, got 5");
        assertRejected(List.of(NEAR, NEAR), "sources: expected distinct names, got [near, near]");
    }

    private static void assertRejected(List<NamedSource> named, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrainingSources(named, new SourceWeighting.Uniform()))
                .withMessage(message);
    }
}
