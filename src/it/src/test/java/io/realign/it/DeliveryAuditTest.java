package io.realign.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.event.OffsetRange;
import io.realign.it.DeliveryAudit.Coverage;
import io.realign.it.DeliveryAudit.Delivery;
import io.realign.it.EventProducer.SentRecord;
import io.realign.window.DriftWindow;
import io.realign.window.RunLengthPromise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeliveryAuditTest {
    private static final String DOMAIN = "site-1";
    private static final String TOPIC = "target.events";
    private static final int WINDOW = 4;

    /** Twelve events at every second offset, because another domain sends to the same partition. */
    private final List<SentRecord> sent = IntStream.range(0, 12)
            .mapToObj(i -> new SentRecord(TOPIC, DOMAIN, DOMAIN + "-" + i, true, 3, 100 + 2L * i))
            .toList();

    private final List<String> ids = sent.stream().map(SentRecord::id).toList();
    private final List<DriftWindow> windows =
            new ArrayList<>(List.of(window(100, 107), window(107, 115), window(115, 123)));

    @Test
    void delivery_hasNoDifferences_whenEveryEventIsReceivedOnce() {
        assertThat(DeliveryAudit.compare(ids, ids)).isEqualTo(new Delivery(List.of(), List.of(), List.of()));
    }

    @Test
    void delivery_namesLostAndDuplicatedAndUnexpectedEvents() {
        List<String> received = new ArrayList<>(ids);
        received.remove("site-1-4");
        received.add("site-1-7");
        received.add("site-1-7");
        received.add("site-9-0");

        assertThat(DeliveryAudit.compare(ids, received))
                .isEqualTo(new Delivery(List.of("site-1-4"), List.of("site-1-7", "site-1-7"), List.of("site-9-0")));
    }

    @Test
    void windows_coverAllEvents_whenTheyFollowEachOther() {
        assertThat(DeliveryAudit.coverage(sent, windows)).isEqualTo(new Coverage(List.of(), List.of(), 0));
    }

    @Test
    void windows_haveAGap_whenOneIsLost() {
        windows.remove(1);

        assertThat(DeliveryAudit.coverage(sent, windows).gaps())
                .containsExactly("site-1: no window contains the offsets from 107 to target.events-3[115,123)");
    }

    @Test
    void windows_haveAGap_whenTheFirstIsLost() {
        windows.remove(0);

        assertThat(DeliveryAudit.coverage(sent, windows).gaps())
                .containsExactly("site-1: no window contains the offsets from 100 to target.events-3[107,115)");
    }

    @Test
    void windows_overlap_whenOneIsDoubled() {
        windows.add(2, windows.get(1));

        Coverage coverage = DeliveryAudit.coverage(sent, windows);

        assertThat(coverage.gaps()).isEmpty();
        assertThat(coverage.overlaps()).containsExactly("site-1: target.events-3[107,115) starts before offset 115");
    }

    @Test
    void windows_haveAGap_whenOneHasNotCountedAnEvent() {
        windows.set(1, window(107, 115, WINDOW - 1));

        assertThat(DeliveryAudit.coverage(sent, windows).gaps())
                .containsExactly("site-1: [target.events-3[107,115)] contains 4 events, the window has counted 3");
    }

    @Test
    void eventsAfterTheLastWindow_remain() {
        windows.remove(2);

        assertThat(DeliveryAudit.coverage(sent, windows)).isEqualTo(new Coverage(List.of(), List.of(), WINDOW));
    }

    private static DriftWindow window(long from, long to) {
        return window(from, to, WINDOW);
    }

    private static DriftWindow window(long from, long to, int count) {
        return new DriftWindow(
                "window-" + from,
                DOMAIN,
                DriftWindow.SOURCE,
                1,
                DriftWindow.State.QUIET,
                DriftWindow.RAW,
                Instant.EPOCH,
                Instant.EPOCH,
                count,
                0,
                0,
                0,
                RunLengthPromise.UNKNOWN,
                List.of(new OffsetRange(TOPIC, 3, from, to)));
    }
}
