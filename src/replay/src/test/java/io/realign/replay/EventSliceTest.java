package io.realign.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.realign.event.ContentId;
import io.realign.event.FeatureEvent;
import io.realign.event.OffsetRange;
import io.realign.event.Tensor;
import io.realign.schemas.FeatureEventCodec;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventSliceTest {
    private static final OffsetRange RANGE = new OffsetRange("source.events", 0, 10, 20);

    private final FeatureEventCodec codec = new FeatureEventCodec();
    private final EventSlice stretch = new EventSlice(
            RANGE,
            IntStream.range(0, 5)
                    .mapToObj(EventSliceTest::event)
                    .map(event -> new EventSlice.EncodedEvent(event, codec.encode(event)))
                    .toList(),
            0);

    @Test
    void content_hasTheDigestOfTheStretch_andTheStretchComesBackOutOfIt() {
        EventSlice again = EventSlice.of(RANGE, stretch.content());

        assertThat(ContentId.digest(stretch.content())).isEqualTo(stretch.sha256());
        assertThat(again.digest()).isEqualTo(stretch.digest());
        assertThat(EventSlice.events(List.of(again))).isEqualTo(EventSlice.events(List.of(stretch)));
    }

    @Test
    void contentWithoutAnEvent_isAStretchWithoutOne() {
        assertThat(EventSlice.of(RANGE, new byte[0]).events()).isEmpty();
    }

    @Test
    void contentThatIsCut_isRefused() {
        byte[] content = stretch.content();

        assertThatThrownBy(() -> EventSlice.of(RANGE, Arrays.copyOf(content, content.length - 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected an event at byte");
    }

    @Test
    void contentOfAnotherKind_isRefused() {
        byte[] content = stretch.content();
        content[2] ^= 1;

        assertThatThrownBy(() -> EventSlice.of(RANGE, content))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected schema fingerprint");
    }

    private static FeatureEvent event(int i) {
        return new FeatureEvent(
                "e-" + i, "site", Instant.EPOCH.plusSeconds(i), Tensor.vector(i, -i), Optional.of("label"));
    }
}
