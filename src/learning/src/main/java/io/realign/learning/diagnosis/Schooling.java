package io.realign.learning.diagnosis;

import io.realign.learning.SourceRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Whether a model has learned what the source has to teach.
 *
 * @param accuracy on the source's hold-out; of a hard source it may be low without anybody's fault
 * @param required what must hold, the first that all answers are numbers
 */
record Schooling(Finding accuracy, List<Finding> required) {
    /** A model that falls short of this on its own source has little that could be carried over. */
    private static final double ACCURATE = .95;

    /** So much of accuracy is noise. */
    private static final double NOISE = .02;

    /** A normal score that chance exceeds once in a hundred times. */
    private static final double DEVIATIONS = 2.33;

    static Schooling of(Subject subject, LinearLearner linear) {
        SourceRows holdOut = subject.holdOut();
        float[][] rows = subject.sourceStandardisation().apply(holdOut.features());
        Classified model = Classified.of(subject.model().evaluate(rows, false));
        Classified target = Classified.of(
                subject.model().evaluate(subject.targetStandardisation().apply(subject.target()), true));
        double accuracy = model.agreement(holdOut.labels());
        List<Finding> required = new ArrayList<>();
        required.add(numbers(model, target));
        required.add(commonest(accuracy, Mixture.shares(holdOut), holdOut.size()));
        required.add(beside(
                "accuracy on the source's hold-out, less that of a linear discriminant",
                model,
                linear.classify(rows),
                holdOut.labels(),
                "a linear discriminant does better on the source"));
        subject.ablated()
                .map(ablated -> beside(
                        "accuracy on the source's hold-out, less that without domain head",
                        model,
                        Classified.of(ablated.evaluate(rows, false)),
                        holdOut.labels(),
                        "the domain head costs accuracy on the source itself"))
                .ifPresent(required::add);
        return new Schooling(accuracy(accuracy), List.copyOf(required));
    }

    private static Finding accuracy(double accuracy) {
        String says = String.format(
                Locale.ROOT,
                accuracy >= ACCURATE ? "the model knows its source: %.1f %%" : "the source itself is hard: %.1f %%",
                100 * accuracy);
        return new Finding("accuracy on the source's hold-out", accuracy, Band.atLeast(ACCURATE), says);
    }

    private static Finding numbers(Classified model, Classified target) {
        double missing = Math.max(model.missing(), target.missing());
        return new Finding(
                "answers that are not numbers",
                missing,
                Band.atMost(0),
                missing > 0 ? "the model has diverged" : "every answer is a number");
    }

    /** Beside always naming the commonest class, which is never worse than guessing. */
    private static Finding commonest(double accuracy, double[] shares, int rows) {
        double most = 0;
        for (double share : shares) {
            most = Math.max(most, share);
        }
        double needed = most + DEVIATIONS * Math.sqrt(most * (1 - most) / rows);
        return new Finding(
                "accuracy on the source's hold-out, beside that of always naming the commonest class",
                accuracy,
                Band.atLeast(Math.min(1, needed)),
                accuracy >= needed ? "the model has learned" : "the model is no better than the commonest class");
    }

    /** The band is what chance makes of rows that only one of both gets right, but at least what is noise anyway. */
    private static Finding beside(String name, Classified model, Classified other, int[] labels, String worse) {
        int rows = labels.length;
        int apart = 0;
        for (int row = 0; row < rows; row++) {
            apart += (model.classes()[row] == labels[row]) == (other.classes()[row] == labels[row]) ? 0 : 1;
        }
        double difference = model.agreement(labels) - other.agreement(labels);
        double least = -Math.max(NOISE, DEVIATIONS * Math.sqrt(apart) / rows);
        return new Finding(name, difference, Band.atLeast(least), difference >= least ? "no worse" : worse);
    }

    boolean answersAreNumbers() {
        return required.get(0).holds();
    }

    List<Finding> findings() {
        return Stream.concat(Stream.of(accuracy), required.stream()).toList();
    }
}
