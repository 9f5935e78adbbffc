package io.realign.alert;

import io.realign.event.ContentId;
import io.realign.event.LocatedEvent;
import io.realign.event.OffsetRange;
import io.realign.window.DriftWindow;
import io.realign.window.DyadicWindows;
import io.realign.window.EventAccumulator;
import io.realign.window.Reference;
import io.realign.window.Sketch;
import io.realign.window.Whitening;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Creates the alerts and window reports of a domain.
 *
 * @param domain domain name
 * @param comparison comparison with the references of the domain
 * @param residuals state of the residuals that are tested; empty if the features are tested themselves
 */
record DriftReports(String domain, DomainComparison comparison, Optional<DomainResiduals> residuals) {
    /** Creates the alert for a confirmed suspicion. */
    DriftAlert alert(SuspectedState suspected, Instant confirmedAt) {
        List<LocatedEvent> events = suspected.confirmationWindow().newestEvents();
        Sketch sketch = FittedReference.sketch(comparison.featureMap(Channel.RAW), events);
        CalibratedReference calibrated = comparison.calibratedReference(Channel.RAW);
        Reference reference = calibrated.reference();
        DriftThresholds thresholds =
                comparison.calibratedReference(suspected.channel()).thresholds();
        ExceededStatistic exceeded = ExceededStatistic.of(
                suspected.suspicion().witness(), comparison.featureMap(suspected.channel()), thresholds.rareEvents());
        BitSet significant =
                FeatureAttribution.significantFeatures(calibrated, comparison.featureMap(Channel.RAW), sketch);
        if (suspected.channel() == Channel.RAW) {
            exceeded.feature().ifPresent(significant::set);
        }
        Instant onset = suspected
                .confirmationTest()
                .laterOnset(events.size())
                .orElse(suspected.suspicion().onset());
        int sequenceNumber = suspected.alertCount() + 1;
        return new DriftAlert(
                ContentId.of(
                        "alert",
                        domain,
                        Integer.toString(sequenceNumber),
                        sketch.offsets().toString()),
                domain,
                sequenceNumber,
                new AlertReference(
                        reference.name(),
                        reference.version(),
                        reference.sketch().offsets()),
                suspected.channel().label(),
                new AlertTimes(onset, suspected.suspectedAt(), confirmedAt),
                new AlertStatistic(
                        exceeded.kind().label(),
                        suspected.suspicion().score(),
                        comparison.distance(sketch),
                        thresholds.calibration().ofAlerts(falseConfirmations())),
                new AlertWindow(events.size(), sketch.offsets()),
                FeatureAttribution.largestShifts(reference.sketch(), sketch, significant),
                Optional.empty());
    }

    /**
     * Creates a window report.
     *
     * @param events events since the last report
     * @param state drift state of the domain
     * @param active channels whose scores are reported
     * @param maxEvents maximum number of newest events whose distances are reported; a distance is 0 while there are
     *     too few events
     */
    DriftWindow window(
            EventAccumulator events,
            DriftWindow.State state,
            Map<Channel, SequentialTest> tests,
            Set<Channel> active,
            int maxEvents) {
        Channel highest = Channel.RAW;
        double score = Double.NEGATIVE_INFINITY;
        for (Map.Entry<Channel, SequentialTest> test : tests.entrySet()) {
            Channel channel = test.getKey();
            double channelScore = score(
                    test.getValue(),
                    comparison.calibratedReference(channel),
                    comparison.featureMap(channel).whitening());
            if (active.contains(channel) && channelScore > score) {
                score = channelScore;
                highest = channel;
            }
        }
        Reference reference = comparison.calibratedReference(Channel.RAW).reference();
        Optional<DyadicWindows.WindowSum> newest = Optional.ofNullable(tests.get(Channel.RAW))
                .flatMap(test -> test.windows().longestWindowSum(maxEvents));
        double distance = newest.map(comparison::distance).orElse(0.0);
        List<OffsetRange> offsets = events.offsets();
        return new DriftWindow(
                ContentId.of("window", domain, reference.name(), offsets.toString()),
                domain,
                reference.name(),
                reference.version(),
                state,
                highest.label(),
                Instant.ofEpochMilli(events.earliest()),
                Instant.ofEpochMilli(events.latest()),
                events.count(),
                distance,
                Math.max(0, score),
                reference.name().equals(DriftWindow.SOURCE)
                        ? distance
                        : newest.map(comparison::sourceDistance).orElse(0.0),
                comparison
                        .calibratedReference(highest)
                        .thresholds()
                        .calibration()
                        .ofAlerts(falseConfirmations())
                        .promise(),
                offsets);
    }

    /** Returns the drift score divided by the one that a suspicion has to exceed. */
    private double score(SequentialTest test, CalibratedReference calibrated, Whitening whitening) {
        double score = test.score(calibrated, whitening);
        double minScore = residuals.map(own -> own.minScore(calibrated)).orElse(1.0);
        return test.departsFromConstant(calibrated) ? score : score / minScore;
    }

    private double falseConfirmations() {
        return residuals.isPresent()
                ? DomainResiduals.MAX_FALSE_CONFIRMATIONS
                : ConfirmationTest.MAX_FALSE_CONFIRMATIONS;
    }
}
