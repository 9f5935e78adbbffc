package io.realign.learning.selection;

import io.realign.event.FeatureEvent;
import io.realign.learning.input.SourceRows;
import io.realign.learning.network.NetSpec;
import io.realign.learning.network.NormMode;
import io.realign.learning.training.TrainedModel;
import io.realign.learning.training.Trainer;
import io.realign.learning.training.TrainingListener;
import io.realign.learning.training.TrainingSources;
import java.util.List;

/** Trains a base model on labelled events. Equal events and seed give equal bytes. */
public record SourceOnlyTraining(Trainer trainer) {
    /**
     * @param events labelled events; each label is one of the class names
     * @param featureCount number of features of an event
     * @param classNames class names in the order of the model outputs
     * @throws IllegalArgumentException if the events are unsuitable for training
     */
    public TrainedModel train(
            List<FeatureEvent> events,
            int featureCount,
            List<String> classNames,
            long seed,
            TrainingListener listener) {
        SourceRows rows = AdaptationDataset.toSourceRows(events, classNames);
        NetSpec net = NetSpec.tabular(featureCount, rows.classCount(), NormMode.NONE);
        return trainer.trainBase(TrainingSources.of(rows), net, Recipes.SOURCE_ONLY, seed, listener);
    }
}
