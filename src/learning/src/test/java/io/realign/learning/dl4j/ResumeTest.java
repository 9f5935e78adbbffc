package io.realign.learning.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.learning.Batch;
import io.realign.learning.Engine;
import io.realign.learning.Learner;
import io.realign.learning.NetSpec;
import io.realign.learning.Snapshot;
import io.realign.learning.Stride;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResumeTest {
    private static final NetSpec SPEC = new NetSpec(5, 3, 16, 8, .3);

    private final Engine engine = new Dl4jEngine();

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 19})
    void resumed_endsWhereUninterruptedEnds(int before) {
        Snapshot uninterrupted = steps(engine.start(SPEC, 9), 0, 20);

        Snapshot interrupted = steps(engine.start(SPEC, 9), 0, before);
        Snapshot resumed = steps(engine.resume(interrupted), before, 20);

        assertThat(resumed).isEqualTo(uninterrupted);
        assertThat(interrupted).isNotEqualTo(uninterrupted);
    }

    /** The library would draw seed 0 from the clock. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, Long.MIN_VALUE})
    void start_followsFromTheSeed(long seed) {
        assertThat(engine.start(SPEC, seed).snapshot())
                .isEqualTo(engine.start(SPEC, seed).snapshot())
                .isNotEqualTo(engine.start(SPEC, seed + 1).snapshot());
    }

    private static Snapshot steps(Learner learner, int from, int to) {
        for (int step = from; step < to; step++) {
            Batch batch = GradientTest.batch(8, 8, step);
            learner.step(batch, new Stride(.5, .01, .003, 5, step));
        }
        return learner.snapshot();
    }
}
