package io.realign.learning.diagnosis;

import io.realign.learning.input.SourceRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Checks whether a model fits its source.
 *
 * @param accuracy accuracy on the hold-out set; for information only, since it may be low for a source that is hard to learn
 * @param required findings that must be as expected; the first one is the fraction of NaN outputs
 */
record TrainingCheck(Finding accuracy, List<Finding> required) {
    private static final double MIN_ACCURACY = .95;

    private static final double TOLERANCE = .02;

    /** One-sided 99 % quantile of the normal distribution. */
    private static final double Z_SCORE = 2.33;

    static TrainingCheck of(DiagnosisInput input, ProjectedDiscriminant discriminant) {
        SourceRows holdOut = input.holdOut();
        float[][] rows = input.sourceStandardisation().apply(holdOut.features());
        ClassPredictions source = ClassPredictions.of(input.model().predictSource(rows));
        ClassPredictions target = ClassPredictions.of(
                input.model().predictTarget(input.targetStandardisation().apply(input.target())));
        double accuracy = source.agreement(holdOut.labels());
        List<Finding> required = new ArrayList<>();
        required.add(finiteOutputs(source, target));
        required.add(compareWithMajorityClass(accuracy, holdOut.classShares(), holdOut.size()));
        required.add(compareWithClassifier(
                "hold-out accuracy minus that of a linear discriminant",
                source,
                discriminant.classify(rows),
                holdOut.labels(),
                "a linear discriminant is better on the source"));
        input.ablated()
                .map(ablated -> compareWithClassifier(
                        "hold-out accuracy minus that without domain head",
                        source,
                        ClassPredictions.of(ablated.predictSource(rows)),
                        holdOut.labels(),
                        "the domain head costs accuracy on the source"))
                .ifPresent(required::add);
        return new TrainingCheck(accuracyFinding(accuracy), List.copyOf(required));
    }

    private static Finding accuracyFinding(double accuracy) {
        String message = String.format(
                Locale.ROOT,
                accuracy >= MIN_ACCURACY
                        ? "the model fits its source: %.1f %%"
                        : "the source is hard to learn: %.1f %%",
                100 * accuracy);
        return new Finding("hold-out accuracy", accuracy, ExpectedRange.atLeast(MIN_ACCURACY), message);
    }

    private static Finding finiteOutputs(ClassPredictions source, ClassPredictions target) {
        double nanFraction = Math.max(source.nanFraction(), target.nanFraction());
        return new Finding(
                "fraction of NaN outputs",
                nanFraction,
                ExpectedRange.atMost(0),
                nanFraction > 0 ? "the model has diverged" : "all outputs are finite");
    }

    private static Finding compareWithMajorityClass(double accuracy, double[] shares, int rows) {
        double majority = Arrays.stream(shares).max().orElseThrow();
        double needed = majority + Z_SCORE * Math.sqrt(majority * (1 - majority) / rows);
        return new Finding(
                "hold-out accuracy, compared with that of the majority class",
                accuracy,
                ExpectedRange.atLeast(Math.min(1, needed)),
                accuracy >= needed ? "the model has learned" : "the model is no better than the majority class");
    }

    /** The tolerance is the 99 % quantile of the difference between equally accurate classifiers, at least two percentage points. */
    private static Finding compareWithClassifier(
            String name, ClassPredictions model, ClassPredictions other, int[] labels, String worse) {
        int rows = labels.length;
        int discordant = 0;
        for (int row = 0; row < rows; row++) {
            discordant += (model.classes()[row] == labels[row]) == (other.classes()[row] == labels[row]) ? 0 : 1;
        }
        double difference = model.agreement(labels) - other.agreement(labels);
        double min = -Math.max(TOLERANCE, Z_SCORE * Math.sqrt(discordant) / rows);
        return new Finding(name, difference, ExpectedRange.atLeast(min), difference >= min ? "not worse" : worse);
    }

    boolean outputsAreFinite() {
        return required.get(0).isExpected();
    }

    List<Finding> findings() {
        return Stream.concat(Stream.of(accuracy), required.stream()).toList();
    }
}
