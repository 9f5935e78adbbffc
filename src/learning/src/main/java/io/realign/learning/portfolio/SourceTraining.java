package io.realign.learning.portfolio;

import io.realign.event.FeatureEvent;
import io.realign.learning.SourceRows;
import io.realign.learning.network.NetSpec;
import io.realign.learning.network.Norm;
import io.realign.learning.training.Candidate;
import io.realign.learning.training.Progress;
import io.realign.learning.training.Sources;
import io.realign.learning.training.Trainer;
import java.util.List;

/** Makes the first version, of the source alone. The same events and seed lead to the same bytes. */
public record SourceTraining(Trainer trainer) {
    /**
     * Trains on all events.
     *
     * @param events labelled
     * @param features number of raw features of each
     * @param labels the classes, in the order of the model's outputs
     * @throws IllegalArgumentException if the events cannot be trained on
     */
    public Candidate make(List<FeatureEvent> events, int features, List<String> labels, long seed, Progress progress) {
        SourceRows rows = Material.labelled(events, labels);
        NetSpec net = NetSpec.tabular(features, rows.classes(), Norm.NONE);
        return trainer.start(Sources.of(rows), net, Recipes.SOURCE, seed, progress);
    }
}
