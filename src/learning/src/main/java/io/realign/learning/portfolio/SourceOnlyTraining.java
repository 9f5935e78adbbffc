package io.realign.learning.portfolio;

import io.realign.event.FeatureEvent;
import io.realign.learning.input.SourceRows;
import io.realign.learning.network.NetSpec;
import io.realign.learning.network.NormMode;
import io.realign.learning.training.Candidate;
import io.realign.learning.training.Trainer;
import io.realign.learning.training.TrainingListener;
import io.realign.learning.training.TrainingSources;
import java.util.List;

/** Makes the first version, of the source alone. The same events and seed lead to the same bytes. */
public record SourceOnlyTraining(Trainer trainer) {
    /**
     * Trains on all events.
     *
     * @param events labelled
     * @param features number of raw features of each
     * @param labels the classes, in the order of the model's outputs
     * @throws IllegalArgumentException if the events cannot be trained on
     */
    public Candidate train(
            List<FeatureEvent> events, int features, List<String> labels, long seed, TrainingListener progress) {
        SourceRows rows = AdaptationDataset.toSourceRows(events, labels);
        NetSpec net = NetSpec.tabular(features, rows.classCount(), NormMode.NONE);
        return trainer.trainBase(TrainingSources.of(rows), net, Recipes.SOURCE_ONLY, seed, progress);
    }
}
