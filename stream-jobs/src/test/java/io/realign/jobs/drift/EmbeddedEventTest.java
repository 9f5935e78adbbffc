package io.realign.jobs.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.client.internal.ModelOutput;
import io.realign.event.LocatedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedEventTest {
    private final LocatedEvent event =
            GaussianEventStream.source(1).next("oven", 1, 0).get(0);

    @Test
    void embeddedEvent_hasTheEmbeddingAsFeatures_andNoLabel() {
        LocatedEvent embedded = ModelChannel.embeddedEvent(event, output(1, -2)).orElseThrow();

        assertThat(embedded.event().features().values()).containsExactly(1, -2);
        assertThat(embedded.event().label()).isEmpty();
        assertThat(embedded.event().id()).isEqualTo(event.event().id());
        assertThat(embedded.offsets()).isEqualTo(event.offsets());
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
    void nonFiniteEmbedding_givesNoEvent(float value) {
        assertThat(ModelChannel.embeddedEvent(event, output(1, value))).isEmpty();
    }

    @Test
    void missingEmbedding_givesNoEvent() {
        assertThat(ModelChannel.embeddedEvent(event, output())).isEmpty();
    }

    private static ModelOutput output(float... embedding) {
        return new ModelOutput(new float[] {1, 0}, embedding);
    }
}
