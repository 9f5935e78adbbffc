package io.realign.cli.feed;

import io.realign.rollout.Prediction;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/** Joins predictions with the truth by domain and event id, and counts by phase and model version. */
final class ScoreBook {
    private final Map<String, Truth> awaited = new HashMap<>();
    private final Map<String, SortedMap<Long, Score>> scores = new HashMap<>();

    /** An event is about to be sent. */
    void expect(String domain, String eventId, Truth truth) {
        awaited.put(key(domain, eventId), truth);
    }

    /** Predictions of events of others are passed over, and so is the second of the same event. */
    void accept(Prediction prediction) {
        Truth truth = awaited.remove(key(prediction.domain(), prediction.eventId()));
        if (truth != null) {
            long right = truth.label().equals(prediction.label()) ? 1 : 0;
            long frozenRight = truth.label().equals(truth.frozen()) ? 1 : 0;
            versions(truth.phase()).merge(prediction.modelVersion(), new Score(1, right, frozenRight), Score::plus);
        }
    }

    /** Events that were sent and have no prediction yet. */
    int awaited() {
        return awaited.size();
    }

    /** The scores of a phase by model version. */
    SortedMap<Long, Score> versions(String phase) {
        return scores.computeIfAbsent(phase, name -> new TreeMap<>());
    }

    /** The score of a phase under some versions. */
    Score score(String phase, LongPredicate version) {
        return versions(phase).entrySet().stream()
                .filter(entry -> version.test(entry.getKey()))
                .map(Map.Entry::getValue)
                .reduce(Score.NONE, Score::plus);
    }

    private static String key(String domain, String eventId) {
        return domain + '/' + eventId;
    }
}
