package io.realign.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.realign.adaptation.Gate;
import io.realign.adaptation.GateThresholds;
import io.realign.learning.dl4j.Dl4jEngine;
import io.realign.window.Standardiser;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
class CandidateSearchTest {
    private static final Recipe SHORT = new Recipe(20, 32, 5e-4, .1, .1, .2, 3e-3, 5, 1);

    /** Lets everything through. */
    private static final GateThresholds OPEN = new GateThresholds(1, 0, 1);

    private final Trainer trainer = new Trainer(new Dl4jEngine());
    private final Blobs blobs = new Blobs(4, 16, 7);
    private final SourceRows source = blobs.rows(200);
    private final SourceRows holdOut = blobs.rows(40);
    private final byte[] version1 =
            trainer.trainSource(source, Recipe.SOURCE, 1, Progress.NONE).continuation();

    private Trial search(GateThresholds thresholds, float[][] target, Progress progress) {
        return new CandidateSearch(trainer, new Gate(thresholds), CandidateSearch.REACHES)
                .run(version1, source, holdOut, target, SHORT, 3, progress);
    }

    @Test
    void smallDrift_isFollowedTheWholeWay() {
        float[][] target = blobs.rows(150, 1.05f, .1f).features();

        Trial trial = search(GateThresholds.DEFAULT, target, Progress.NONE);

        assertThat(trial.verdict().accepted()).isTrue();
        assertThat(trial.recipe().reach()).isEqualTo(1);
        assertThat(target(trial)).isEqualTo(Standardiser.fit(target));
    }

    @Test
    void stepThatTheGateRefuses_isTriedSmaller() {
        float[][] target = blobs.rows(150, 1, 6).features();
        List<Integer> lastSteps = new ArrayList<>();

        Trial trial = search(new GateThresholds(0, 1, 0), target, (step, steps, losses, alpha) -> {
            if (step == steps) {
                lastSteps.add(step);
            }
        });

        assertThat(trial.verdict().accepted()).isFalse();
        assertThat(lastSteps).hasSize(CandidateSearch.REACHES.size());
        assertThat(trial.recipe().reach()).isEqualTo(.25);
        Standardiser start = Standardiser.fit(source.features());
        assertThat(target(trial)).isEqualTo(start.towards(Standardiser.fit(target), .25));
    }

    @Test
    void firstAcceptedStep_endsTheSearch() {
        List<Integer> firstSteps = new ArrayList<>();

        Trial trial = search(OPEN, blobs.rows(150, 1, 6).features(), (step, steps, losses, alpha) -> {
            if (step == 1) {
                firstSteps.add(step);
            }
        });

        assertThat(trial.recipe().reach()).isEqualTo(1);
        assertThat(firstSteps).hasSize(1);
    }

    @Test
    void searchWithoutAnyReach_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new CandidateSearch(trainer, new Gate(OPEN), List.of()));
    }

    private static Standardiser target(Trial trial) {
        return Continuation.read(trial.candidate().continuation()).target();
    }
}
