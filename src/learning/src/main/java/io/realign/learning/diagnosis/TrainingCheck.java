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
        ClassPredictions model = ClassPredictions.of(input.model().evaluateSource(rows));
        ClassPredictions target = ClassPredictions.of(
                input.model().evaluateTarget(input.targetStandardisation().apply(input.target())));
        double accuracy = model.agreement(holdOut.labels());
        List<Finding> required = new ArrayList<>();
        required.add(finiteOutputs(model, target));
        required.add(againstMajorityClass(accuracy, holdOut.classShares(), holdOut.size()));
        required.add(againstClassifier(
                "hold-out accuracy minus that of a linear discriminant",
                model,
                discriminant.classify(rows),
                holdOut.labels(),
                "a linear discriminant is better on the source"));
        input.ablated()
                .map(ablated -> againstClassifier(
                        "hold-out accuracy minus that without domain head",
                        model,
                        ClassPredictions.of(ablated.evaluateSource(rows)),
                        holdOut.labels(),
                        "the domain head costs accuracy on the source"))
                .ifPresent(required::add);
        return new TrainingCheck(accuracy(accuracy), List.copyOf(required));
    }

    private static Finding accuracy(double accuracy) {
        String message = String.format(
                Locale.ROOT,
                accuracy >= MIN_ACCURACY
                        ? "the model fits its source: %.1f %%"
                        : "the source is hard to learn: %.1f %%",
                100 * accuracy);
        return new Finding("hold-out accuracy", accuracy, ExpectedRange.atLeast(MIN_ACCURACY), message);
    }

    private static Finding finiteOutputs(ClassPredictions model, ClassPredictions target) {
        double missing = Math.max(model.nanFraction(), target.nanFraction());
        return new Finding(
                "fraction of NaN outputs",
                missing,
                ExpectedRange.atMost(0),
                missing > 0 ? "the model has diverged" : "all outputs are finite");
    }

    private static Finding againstMajorityClass(double accuracy, double[] shares, int rows) {
        double majority = Arrays.stream(shares).max().orElseThrow();
        double needed = majority + Z_SCORE * Math.sqrt(majority * (1 - majority) / rows);
        return new Finding(
                "hold-out accuracy, compared with that of the majority class",
                accuracy,
                ExpectedRange.atLeast(Math.min(1, needed)),
                accuracy >= needed ? "the model has learned" : "the model is no better than the majority class");
    }

    /** The tolerance is two points, or the 99 % quantile of the difference between equally accurate classifiers if larger. */
    private static Finding againstClassifier(
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
