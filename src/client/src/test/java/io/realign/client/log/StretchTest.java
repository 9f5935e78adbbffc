package io.realign.client.log;

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

class StretchTest {
    private static final OffsetRange RANGE = new OffsetRange("source.events", 0, 10, 20);

    private final FeatureEventCodec codec = new FeatureEventCodec();
    private final Stretch stretch = new Stretch(
            RANGE,
            IntStream.range(0, 5)
                    .mapToObj(StretchTest::event)
                    .map(event -> new Stretch.Row(event, codec.encode(event)))
                    .toList(),
            0);

    @Test
    void content_hasTheDigestOfTheStretch_andTheStretchComesBackOutOfIt() {
        Stretch again = Stretch.of(RANGE, stretch.content());

        assertThat(ContentId.digest(stretch.content())).isEqualTo(stretch.sha256());
        assertThat(again.digest()).isEqualTo(stretch.digest());
        assertThat(Stretch.events(List.of(again))).isEqualTo(Stretch.events(List.of(stretch)));
    }

    @Test
    void contentWithoutAnEvent_isAStretchWithoutOne() {
        assertThat(Stretch.of(RANGE, new byte[0]).rows()).isEmpty();
    }

    @Test
    void contentThatIsCut_isRefused() {
        byte[] content = stretch.content();

        assertThatThrownBy(() -> Stretch.of(RANGE, Arrays.copyOf(content, content.length - 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected an event at byte");
    }

    @Test
    void contentOfAnotherKind_isRefused() {
        byte[] content = stretch.content();
        content[2] ^= 1;

        assertThatThrownBy(() -> Stretch.of(RANGE, content))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected schema fingerprint");
    }

    private static FeatureEvent event(int i) {
        return new FeatureEvent(
                "e-" + i, "site", Instant.EPOCH.plusSeconds(i), Tensor.vector(i, -i), Optional.of("label"));
    }
}
