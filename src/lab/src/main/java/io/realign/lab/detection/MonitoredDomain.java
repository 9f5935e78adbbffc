package io.realign.lab.detection;

import io.realign.alert.Channel;
import io.realign.alert.DetectionResult;
import io.realign.alert.DriftDetector;
import io.realign.alert.FittedReference;
import io.realign.alert.SuspectedState;
import io.realign.lab.stream.StreamEvents;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** A domain with its drift detector. No adaptation follows an alert; a new detector starts instead. */
final class MonitoredDomain {
    private static final String NAME = "domain";

    private final Map<Channel, FittedReference> references;
    private final int window;
    private final Map<Channel, DetectionCounts> counts = new EnumMap<>(Channel.class);
    private DriftDetector detector;
    private long events;

    /**
     * Creates a domain without events.
     *
     * @param references references of the channels that are tested
     * @param window minimum number of events that confirm a suspicion
     */
    MonitoredDomain(Map<Channel, FittedReference> references, int window) {
        this.references = references;
        this.window = window;
        this.detector = new DriftDetector(NAME, window);
        references.keySet().forEach(channel -> counts.put(channel, DetectionCounts.ZERO));
    }

    /**
     * Observes the next event.
     *
     * @param features features of each channel
     * @return whether the event raised an alert
     */
    boolean observe(Map<Channel, float[]> features) {
        Optional<SuspectedState> before = suspectedState();
        DetectionResult result = detector.observe(
                StreamEvents.of(NAME, features.get(Channel.RAW), events++), features, references.keySet(), references);
        if (before.isEmpty()) {
            suspectedState().ifPresent(suspected -> add(suspected, DetectionCounts.SUSPICION));
        }
        if (result.alert().isEmpty()) {
            return false;
        }
        // A suspicion is confirmed by later events, so the state before the alert is the suspicion.
        add(before.orElseThrow(), DetectionCounts.ALERT);
        detector = new DriftDetector(NAME, window);
        return true;
    }

    boolean isSuspected() {
        return suspectedState().isPresent();
    }

    /** Returns the suspicions and alerts that a channel raised. */
    DetectionCounts counts(Channel channel) {
        return counts.get(channel);
    }

    private void add(SuspectedState suspected, DetectionCounts count) {
        counts.merge(suspected.channel(), count, DetectionCounts::plus);
    }

    private Optional<SuspectedState> suspectedState() {
        return detector.driftState() instanceof SuspectedState suspected ? Optional.of(suspected) : Optional.empty();
    }
}
