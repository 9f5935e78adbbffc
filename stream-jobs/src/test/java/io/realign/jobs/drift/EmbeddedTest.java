package io.realign.jobs.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.client.Insight;
import io.realign.event.LocatedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedTest {
    private final LocatedEvent event = Ovens.source(1).next("oven", 1, 0).get(0);

    @Test
    void event_hasTheEmbeddingForFeatures_andNoLabel() {
        LocatedEvent embedded = Embedded.of(event, insight(1, -2)).orElseThrow();

        assertThat(embedded.event().features().values()).containsExactly(1, -2);
        assertThat(embedded.event().label()).isEmpty();
        assertThat(embedded.event().id()).isEqualTo(event.event().id());
        assertThat(embedded.at()).isEqualTo(event.at());
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
    void embeddingThatIsNotFinite_isNone(float value) {
        assertThat(Embedded.of(event, insight(1, value))).isEmpty();
    }

    @Test
    void noEmbedding_isNone() {
        assertThat(Embedded.of(event, insight())).isEmpty();
    }

    private static Insight insight(float... embedding) {
        return new Insight(new float[] {1, 0}, embedding);
    }
}
