package io.realign.learning.diagnosis;

import io.realign.learning.input.SourceRows;
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
record TrainingCheck(Finding accuracy, List<Finding> required) {
    /** A model that falls short of this on its own source has little that could be carried over. */
    private static final double MIN_ACCURACY = .95;

    /** So much of accuracy is noise. */
    private static final double TOLERANCE = .02;

    /** A normal score that chance exceeds once in a hundred times. */
    private static final double Z_SCORE = 2.33;

    static TrainingCheck of(DiagnosisInput subject, ProjectedDiscriminant linear) {
        SourceRows holdOut = subject.holdOut();
        float[][] rows = subject.sourceStandardisation().apply(holdOut.features());
        ClassPredictions model = ClassPredictions.of(subject.model().evaluate(rows, false));
        ClassPredictions target = ClassPredictions.of(
                subject.model().evaluate(subject.targetStandardisation().apply(subject.target()), true));
        double accuracy = model.agreement(holdOut.labels());
        List<Finding> required = new ArrayList<>();
        required.add(finiteOutputs(model, target));
        required.add(againstMajorityClass(accuracy, PriorMatchedSample.classShares(holdOut), holdOut.size()));
        required.add(againstClassifier(
                "accuracy on the source's hold-out, less that of a linear discriminant",
                model,
                linear.classify(rows),
                holdOut.labels(),
                "a linear discriminant does better on the source"));
        subject.ablated()
                .map(ablated -> againstClassifier(
                        "accuracy on the source's hold-out, less that without domain head",
                        model,
                        ClassPredictions.of(ablated.evaluate(rows, false)),
                        holdOut.labels(),
                        "the domain head costs accuracy on the source itself"))
                .ifPresent(required::add);
        return new TrainingCheck(accuracy(accuracy), List.copyOf(required));
    }

    private static Finding accuracy(double accuracy) {
        String says = String.format(
                Locale.ROOT,
                accuracy >= MIN_ACCURACY ? "the model knows its source: %.1f %%" : "the source itself is hard: %.1f %%",
                100 * accuracy);
        return new Finding("accuracy on the source's hold-out", accuracy, ExpectedRange.atLeast(MIN_ACCURACY), says);
    }

    private static Finding finiteOutputs(ClassPredictions model, ClassPredictions target) {
        double missing = Math.max(model.nanFraction(), target.nanFraction());
        return new Finding(
                "answers that are not numbers",
                missing,
                ExpectedRange.atMost(0),
                missing > 0 ? "the model has diverged" : "every answer is a number");
    }

    /** Beside always naming the commonest class, which is never worse than guessing. */
    private static Finding againstMajorityClass(double accuracy, double[] shares, int rows) {
        double most = 0;
        for (double share : shares) {
            most = Math.max(most, share);
        }
        double needed = most + Z_SCORE * Math.sqrt(most * (1 - most) / rows);
        return new Finding(
                "accuracy on the source's hold-out, beside that of always naming the commonest class",
                accuracy,
                ExpectedRange.atLeast(Math.min(1, needed)),
                accuracy >= needed ? "the model has learned" : "the model is no better than the commonest class");
    }

    /** The band is what chance makes of rows that only one of both gets right, but at least what is noise anyway. */
    private static Finding againstClassifier(
            String name, ClassPredictions model, ClassPredictions other, int[] labels, String worse) {
        int rows = labels.length;
        int apart = 0;
        for (int row = 0; row < rows; row++) {
            apart += (model.classes()[row] == labels[row]) == (other.classes()[row] == labels[row]) ? 0 : 1;
        }
        double difference = model.agreement(labels) - other.agreement(labels);
        double least = -Math.max(TOLERANCE, Z_SCORE * Math.sqrt(apart) / rows);
        return new Finding(name, difference, ExpectedRange.atLeast(least), difference >= least ? "no worse" : worse);
    }

    boolean outputsAreFinite() {
        return required.get(0).isExpected();
    }

    List<Finding> findings() {
        return Stream.concat(Stream.of(accuracy), required.stream()).toList();
    }
}
