package io.realign.lab.task;

import io.realign.adaptation.ShiftType;
import io.realign.cli.model.LabelledTables;
import io.realign.cli.model.Learners;
import io.realign.learning.input.SourceRows;
import io.realign.learning.network.ModelOutputs;
import io.realign.learning.source.NamedSource;
import io.realign.learning.source.SourceWeighting;
import io.realign.learning.training.Candidate;
import io.realign.learning.training.TrainingSources;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A task with known shift and labels.
 *
 * @param name name of the task
 * @param expectedShift the shift type
 * @param classes number of classes
 * @param sources labelled tables, one or several
 * @param holdOut labelled table with the distribution of the sources
 * @param targets unlabelled tables, in order
 * @param targetLabels labels of each target, to score only
 */
public record SyntheticTask(
        String name,
        ShiftType expectedShift,
        int classes,
        List<SourceTable> sources,
        SourceTable holdOut,
        List<TargetTable> targets,
        List<TargetLabels> targetLabels) {
    public SyntheticTask {
        sources = List.copyOf(sources);
        targets = List.copyOf(targets);
        targetLabels = List.copyOf(targetLabels);
        if (targets.size() != targetLabels.size()) {
            throw new IllegalArgumentException("%s: expected labels for each of %d targets, got %d"
                    .formatted(name, targets.size(), targetLabels.size()));
        }
    }

    /** The labelled tables of this task. */
    public LabelledTables tables() {
        List<NamedSource> named = sources.stream()
                .map(source -> new NamedSource(source.name(), rows(source), source.age()))
                .toList();
        return new LabelledTables(
                IntStream.range(0, classes).mapToObj(String::valueOf).toList(),
                new TrainingSources(named, new SourceWeighting.Combined()),
                rows(holdOut));
    }

    /** Accuracy of a model on one of the targets, 0 to 1. */
    public double accuracy(Learners learners, Candidate model, int target) {
        float[][] probabilities = learners.trainer()
                .predict(model.checkpoint(), targets.get(target).rows(), true)
                .probabilities();
        return targetLabels
                .get(target)
                .accuracy(Stream.of(probabilities)
                        .mapToInt(ModelOutputs::mostProbable)
                        .toArray());
    }

    private SourceRows rows(SourceTable table) {
        return new SourceRows(table.rows(), table.labels(), classes);
    }
}
