package io.realign.alert;

import io.realign.event.ContentId;
import io.realign.event.LocatedEvent;
import io.realign.event.OffsetRange;
import io.realign.window.DriftWindow;
import io.realign.window.DyadicWindows;
import io.realign.window.EventAccumulator;
import io.realign.window.Reference;
import io.realign.window.Sketch;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is said of a domain.
 *
 * @param domain the domain
 * @param comparison what it is compared with
 */
record DriftReports(String domain, DomainComparison comparison) {
    /**
     * The alert that a suspicion was not chance.
     *
     * @param confirmedAt event time of the newest event
     */
    DriftAlert alert(SuspectedState suspected, Instant confirmedAt) {
        List<LocatedEvent> moved = suspected.confirmationWindow().newestEvents();
        Sketch sketch = FittedReference.sketch(comparison.featureMap(Channel.RAW), moved);
        Reference reference = comparison.calibratedReference(Channel.RAW).reference();
        int episodes = suspected.alertCount() + 1;
        return new DriftAlert(
                ContentId.of(
                        "alert",
                        domain,
                        Integer.toString(episodes),
                        sketch.offsets().toString()),
                domain,
                episodes,
                reference.name(),
                reference.version(),
                suspected.channel().label(),
                suspected.suspicion().onset(),
                suspected.suspectedAt(),
                confirmedAt,
                suspected.suspicion().score(),
                comparison.distanceOf(sketch),
                moved.size(),
                sketch.offsets(),
                reference.sketch().offsets(),
                comparison.calibratedReference(suspected.channel()).thresholds().calibration(),
                FeatureAttribution.of(reference.sketch(), sketch),
                Optional.empty());
    }

    /**
     * How far the newest events are from what the domain is compared with.
     *
     * @param told the events since the last message
     * @param state what is made of the domain
     * @param asked the channels whose scores count
     * @param longest distances are those of at most so many of the newest events; 0 while there are too few
     */
    DriftWindow window(
            EventAccumulator told,
            DriftWindow.State state,
            Map<Channel, SequentialTest> tests,
            Set<Channel> asked,
            int longest) {
        Channel highest = Channel.RAW;
        double score = Double.NEGATIVE_INFINITY;
        for (Map.Entry<Channel, SequentialTest> test : tests.entrySet()) {
            Channel channel = test.getKey();
            double of = test.getValue()
                    .score(
                            comparison.calibratedReference(channel),
                            comparison.featureMap(channel).whitening());
            if (asked.contains(channel) && of > score) {
                score = of;
                highest = channel;
            }
        }
        Reference reference = comparison.calibratedReference(Channel.RAW).reference();
        Optional<DyadicWindows.WindowSum> newest = Optional.ofNullable(tests.get(Channel.RAW))
                .flatMap(test -> test.windows().longestWindowSum(longest));
        double distance = newest.map(comparison::distance).orElse(0.0);
        List<OffsetRange> offsets = told.offsets();
        return new DriftWindow(
                ContentId.of("window", domain, reference.name(), offsets.toString()),
                domain,
                reference.name(),
                reference.version(),
                state,
                highest.label(),
                Instant.ofEpochMilli(told.earliest()),
                Instant.ofEpochMilli(told.latest()),
                told.count(),
                distance,
                Math.max(0, score),
                reference.name().equals(DriftWindow.SOURCE)
                        ? distance
                        : newest.map(comparison::sourceDistance).orElse(0.0),
                offsets);
    }
}
