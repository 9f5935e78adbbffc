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
    private final EventSlice slice = new EventSlice(
            RANGE,
            IntStream.range(0, 5)
                    .mapToObj(EventSliceTest::event)
                    .map(event -> new EventSlice.EncodedEvent(event, codec.encode(event)))
                    .toList(),
            0);

    @Test
    void content_hasTheDigestOfTheSlice_andRoundTrips() {
        EventSlice decoded = EventSlice.of(RANGE, slice.content());

        assertThat(ContentId.digest(slice.content())).isEqualTo(slice.sha256());
        assertThat(decoded.digest()).isEqualTo(slice.digest());
        assertThat(EventSlice.events(List.of(decoded))).isEqualTo(EventSlice.events(List.of(slice)));
    }

    @Test
    void emptyContent_isAnEmptySlice() {
        assertThat(EventSlice.of(RANGE, new byte[0]).events()).isEmpty();
    }

    @Test
    void truncatedContent_isRejected() {
        byte[] content = slice.content();

        assertThatThrownBy(() -> EventSlice.of(RANGE, Arrays.copyOf(content, content.length - 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected an event at byte");
    }

    @Test
    void contentWithoutEvents_isRejected() {
        byte[] content = slice.content();
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
