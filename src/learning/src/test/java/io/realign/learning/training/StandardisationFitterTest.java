package io.realign.learning.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.learning.distance.SyntheticClasses;
import io.realign.learning.input.SourceRows;
import io.realign.learning.input.Standardisation;
import io.realign.learning.network.NetSpec;
import io.realign.learning.source.NamedSource;
import io.realign.learning.source.SourceWeighting;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandardisationFitterTest {
    private static final SyntheticClasses CLASSES = SyntheticClasses.standard(1);
    private static final NetSpec SPEC = TrainingFixtures.spec(SyntheticClasses.WIDTH, 4);
    private static final SourceRows OLD = CLASSES.rows(200, 1);
    private static final SourceRows NEW = CLASSES.scaled(3, 2).rows(200, 2);
    private static final Standardisation MODEL = Standardisation.fit(OLD.features());

    @Test
    void singleSource_usesTheStandardisationOfTheModel() {
        assertThat(StandardisationFitter.standardiseSources(SPEC, TrainingSources.of(NEW), MODEL)
                        .get(0)
                        .features())
                .isDeepEqualTo(MODEL.apply(NEW.features()));
    }

    @Test
    void severalSources_useTheirOwnStatistics() {
        TrainingSources sources = new TrainingSources(
                List.of(new NamedSource("old", OLD, 1), new NamedSource("new", NEW, 0)), new SourceWeighting.Uniform());

        assertThat(StandardisationFitter.standardiseSources(SPEC, sources, MODEL)
                        .get(1)
                        .features())
                .isDeepEqualTo(MODEL.refitted(NEW.features(), 1).apply(NEW.features()));
    }

    @Test
    void window_isInterpolatedByTheWeight() {
        assertThat(StandardisationFitter.adapt(SPEC, MODEL, NEW.features(), 0)).isEqualTo(MODEL);
        assertThat(StandardisationFitter.adapt(SPEC, MODEL, NEW.features(), 1))
                .isEqualTo(MODEL.refitted(NEW.features(), 1));
    }

    @Test
    void smallWindow_isShrunkTowardsTheParent() {
        float[][] few = Arrays.copyOf(NEW.features(), 15);

        assertThat(StandardisationFitter.adapt(SPEC, MODEL, few, 1))
                .isEqualTo(MODEL.interpolate(MODEL.refitted(few, 1), .1));
    }
}
