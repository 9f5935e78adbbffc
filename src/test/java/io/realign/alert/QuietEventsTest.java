package io.realign.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.event.LocatedEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuietEventsTest {
    private static final int WINDOW = 16;

    private final QuietEvents quiet = new QuietEvents();
    private final List<LocatedEvent> stream = new GaussianStream(1).events(200, 0);

    @Test
    void newestWindow_isNotTrusted() {
        List<List<LocatedEvent>> larger = new ArrayList<>();
        for (LocatedEvent event : stream.subList(0, 40 + WINDOW)) {
            larger.add(quiet.add(Channel.RAW, event, 20, WINDOW));
        }

        assertThat(larger.subList(0, 39 + WINDOW)).allMatch(List::isEmpty);
        assertThat(larger.get(39 + WINDOW)).isEqualTo(stream.subList(0, 40));
    }

    @Test
    void largeReference_storesNoEvents() {
        quiet.add(Channel.RAW, stream.get(0), 127, WINDOW);
        assertThat(quiet.events()).containsKey(Channel.RAW);

        assertThat(quiet.add(Channel.RAW, stream.get(1), 128, WINDOW)).isEmpty();
        assertThat(quiet.events()).isEmpty();
    }

    @Test
    void nearlyLargeReference_growsToTheMaximum_only() {
        int added = 0;
        List<LocatedEvent> larger = List.of();
        while (larger.isEmpty()) {
            larger = quiet.add(Channel.MODEL, stream.get(added++), 127, WINDOW);
        }

        assertThat(larger).hasSize(128);
    }
}
