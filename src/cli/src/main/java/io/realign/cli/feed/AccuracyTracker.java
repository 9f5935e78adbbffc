package io.realign.cli.feed;

import io.realign.rollout.Prediction;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/** Joins predictions with true labels by domain and event id, and counts correct predictions by phase and model version. */
final class AccuracyTracker {
    private final Map<String, GroundTruth> pending = new HashMap<>();
    private final Map<String, SortedMap<Long, AccuracyCount>> counts = new HashMap<>();
    private int rejected;

    /** Registers an event; call it before the event is sent. */
    void expect(String domain, String eventId, GroundTruth truth) {
        pending.put(key(domain, eventId), truth);
    }

    /** Counts a prediction. Ignores unknown events and repeated predictions. */
    void accept(Prediction prediction) {
        GroundTruth truth = pending.remove(key(prediction.domain(), prediction.eventId()));
        if (truth != null) {
            long correct = truth.label().equals(prediction.label()) ? 1 : 0;
            long baseModelCorrect = truth.label().equals(truth.baseModelLabel()) ? 1 : 0;
            byVersion(truth.phase())
                    .merge(
                            prediction.modelVersion(),
                            new AccuracyCount(1, correct, baseModelCorrect),
                            AccuracyCount::plus);
        }
    }

    /** Removes an event that was rejected and gets no prediction. Ignores unknown events. */
    void reject(String domain, String eventId) {
        if (pending.remove(key(domain, eventId)) != null) {
            rejected++;
        }
    }

    /** Number of registered events that were rejected. */
    int rejected() {
        return rejected;
    }

    /** Number of registered events with neither a prediction nor a rejection. */
    int pending() {
        return pending.size();
    }

    SortedMap<Long, AccuracyCount> byVersion(String phase) {
        return counts.computeIfAbsent(phase, name -> new TreeMap<>());
    }

    /** The total of a phase over all model versions. */
    AccuracyCount total(String phase) {
        return total(phase, version -> true);
    }

    /** The total of a phase over the model versions that {@code versions} selects. */
    AccuracyCount total(String phase, LongPredicate versions) {
        return byVersion(phase).entrySet().stream()
                .filter(entry -> versions.test(entry.getKey()))
                .map(Map.Entry::getValue)
                .reduce(AccuracyCount.NONE, AccuracyCount::plus);
    }

    private static String key(String domain, String eventId) {
        return domain + '/' + eventId;
    }
}
