package io.realign.it;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.realign.event.OffsetRange;
import io.realign.it.EventProducer.SentRecord;
import io.realign.window.DriftWindow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares what a program has written with what was sent. */
final class DeliveryAudit {
    private DeliveryAudit() {}

    /**
     * Differences between expected and received keys.
     *
     * @param lost expected keys that were not received
     * @param duplicated keys that were received more than once, each as often as it was repeated
     * @param unexpected received keys that were not expected
     */
    record Delivery(List<String> lost, List<String> duplicated, List<String> unexpected) {}

    /**
     * Coverage of the events of one domain by its windows.
     *
     * @param gaps events between two windows, or within one, that no window contains
     * @param overlaps windows that start before the end of their predecessor
     * @param remaining number of events after the last window
     */
    record Coverage(List<String> gaps, List<String> overlaps, int remaining) {}

    /** Compares keys; the expected keys are distinct. */
    static Delivery compare(List<String> expected, List<String> received) {
        Map<String, Long> counts = received.stream().collect(groupingBy(key -> key, LinkedHashMap::new, counting()));
        List<String> lost =
                expected.stream().filter(key -> counts.remove(key) == null).toList();
        return new Delivery(lost, duplicates(received), List.copyOf(counts.keySet()));
    }

    /** Returns the keys that occur more than once, each as often as it is repeated. */
    static List<String> duplicates(List<String> keys) {
        Map<String, Integer> seen = new LinkedHashMap<>();
        return keys.stream().filter(key -> seen.merge(key, 1, Integer::sum) > 1).toList();
    }

    /**
     * Checks that the windows of a domain follow each other without a gap and count every event.
     *
     * @param sent all valid events of the domain, which are in one partition, by offset
     * @param windows windows of the domain in the order of the topic
     */
    static Coverage coverage(List<SentRecord> sent, List<DriftWindow> windows) {
        List<String> gaps = new ArrayList<>();
        List<String> overlaps = new ArrayList<>();
        int event = 0;
        long nextOffset = sent.get(0).offset();
        for (DriftWindow window : windows) {
            int events = 0;
            for (OffsetRange range : window.offsets()) {
                if (range.from() > nextOffset) {
                    gaps.add("%s: no window contains the offsets from %d to %s"
                            .formatted(window.domain(), nextOffset, range));
                } else if (range.from() < nextOffset) {
                    overlaps.add("%s: %s starts before offset %d".formatted(window.domain(), range, nextOffset));
                }
                event = firstEventFrom(sent, range.from(), event);
                int end = firstEventFrom(sent, range.to(), event);
                events += end - event;
                event = end;
                nextOffset = range.to();
            }
            if (events != window.count()) {
                gaps.add("%s: %s contains %d events, the window has counted %d"
                        .formatted(window.domain(), window.offsets(), events, window.count()));
            }
        }
        return new Coverage(gaps, overlaps, sent.size() - event);
    }

    /** Returns the index of the first event at or after an offset, searching from an index near it. */
    private static int firstEventFrom(List<SentRecord> sent, long offset, int near) {
        int index = near;
        while (index > 0 && sent.get(index - 1).offset() >= offset) {
            index--;
        }
        while (index < sent.size() && sent.get(index).offset() < offset) {
            index++;
        }
        return index;
    }
}
