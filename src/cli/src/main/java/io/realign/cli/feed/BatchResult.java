package io.realign.cli.feed;

import io.realign.adaptation.AdaptationRecord;
import java.util.List;
import java.util.SortedMap;

/**
 * How a batch went.
 *
 * @param name the batch
 * @param scoresByVersion the score of each version that was live in it
 * @param outcomes what became of the alerts that were dealt with in it
 */
record BatchResult(String name, SortedMap<Long, AccuracyCount> scoresByVersion, List<AdaptationRecord> outcomes) {
    AccuracyCount total() {
        return scoresByVersion.values().stream().reduce(AccuracyCount.NONE, AccuracyCount::plus);
    }
}
