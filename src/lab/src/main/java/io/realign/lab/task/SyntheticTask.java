package io.realign.lab.task;

import io.realign.adaptation.ShiftType;
import io.realign.cli.model.ModelTraining;
import io.realign.cli.model.SourceSplit;
import io.realign.learning.input.SourceRows;
import io.realign.learning.source.NamedSource;
import io.realign.learning.source.SourceWeighting;
import io.realign.learning.training.TrainedModel;
import io.realign.learning.training.TrainingListener;
import io.realign.learning.training.TrainingSources;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A task with a known shift and known labels.
 *
 * @param expectedShift the shift between the sources and the targets
 * @param sources labelled tables, one or several
 * @param holdOut labelled rows with the distribution of the sources
 * @param targets targets in time order
 */
public record SyntheticTask(
        String name,
        ShiftType expectedShift,
        List<NamedSource> sources,
        SourceRows holdOut,
        List<TargetTable> targets) {
    public SyntheticTask {
        sources = List.copyOf(sources);
        targets = List.copyOf(targets);
    }

    public SourceSplit sourceSplit() {
        return new SourceSplit(
                IntStream.range(0, holdOut.classCount())
                        .mapToObj(String::valueOf)
                        .toList(),
                new TrainingSources(sources, new SourceWeighting.Combined()),
                holdOut);
    }

    /** Trains a model on the sources only. */
    public TrainedModel trainBaseModel(ModelTraining training, long seed) {
        TrainingSources sources = sourceSplit().training();
        return training.trainBaseModel(sources, List.of(sources.width()), seed, TrainingListener.NONE);
    }
}
