package io.realign.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.learning.loss.LossTerm;
import io.realign.learning.loss.Losses;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {
    private final StringWriter out = new StringWriter();
    private Instant now = Instant.EPOCH;
    private final ConsoleProgress progress = new ConsoleProgress(new PrintWriter(out), () -> now);

    private void step(int step, double seconds) {
        now = Instant.ofEpochMilli((long) (1000 * seconds));
        progress.onStep("dann", step, 100, new Losses(Map.of(LossTerm.CLASS, .25, LossTerm.DOMAIN, .5), .5), .125);
    }

    @Test
    void remainingTime_isEstimatedFromTheStepsOfThisRun() {
        step(51, 0);
        step(61, 1);
        step(71, 3);

        assertThat(out.toString().lines())
                .containsExactly("  dann: step 71 of 100, class loss 0.250, domain loss 0.500, alpha 0.125, 4 s left");
    }
}
