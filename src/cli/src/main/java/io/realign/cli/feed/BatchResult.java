package io.realign.cli.feed;

import io.realign.adaptation.AdaptationRecord;
import java.util.List;
import java.util.SortedMap;

/**
 * The result of a batch.
 *
 * @param name name of the batch
 * @param scoresByVersion counts of each model version that served
 * @param outcomes adaptations that ended during the batch
 */
record BatchResult(String name, SortedMap<Long, AccuracyCount> scoresByVersion, List<AdaptationRecord> outcomes) {
    AccuracyCount total() {
        return scoresByVersion.values().stream().reduce(AccuracyCount.NONE, AccuracyCount::plus);
    }
}
