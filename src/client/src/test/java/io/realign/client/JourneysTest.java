package io.realign.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.model.Artifact;
import io.realign.model.Exposure;
import io.realign.model.ModelRelease;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JourneysTest {
    private static final Instant HEARD = Instant.parse("2026-01-01T10:00:00Z");
    private static final Instant SCORES = HEARD.plusSeconds(2);

    private final Journeys journeys = new Journeys();
    private final ModelRelease release =
            Releases.release("oven", 2, new Artifact(Artifact.Kind.INFERENCE, "0".repeat(64), 1));

    @Test
    void swap_knowsWhenItsAnnouncementCame_andItsTrace() {
        journeys.begin(release, HEARD, Optional.of("trace"));

        assertThat(journeys.end(release, SCORES))
                .isEqualTo(new Swap("oven", 2, Exposure.ALL, HEARD, SCORES, Optional.of("trace")));
    }

    @Test
    void swapOfAnotherStepThanTheNewest_hasNoTrace() {
        ModelRelease next = release.at(new Exposure(1, Exposure.ALL, 0, false, HEARD, ""));
        journeys.begin(next, HEARD, Optional.of("trace"));

        assertThat(journeys.end(release, SCORES))
                .isEqualTo(new Swap("oven", 2, Exposure.ALL, SCORES, SCORES, Optional.empty()));
    }
}
