package io.realign.rollout;

import io.realign.adaptation.gate.CheckResult;
import io.realign.adaptation.gate.PredictionChange;
import io.realign.model.ModelRelease;
import io.realign.model.PreviousRelease;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Statistics of the predictions during one step of a rollout: shadow predictions, and served predictions of the release
 * and of the previous release. Not thread-safe.
 */
public final class StepEvidence {
    /** One-sided normal quantile for a significance level of .005. */
    private static final double QUANTILE = 2.576;

    private final ModelRelease release;

    /** Change of the predictions on the acceptance window. */
    private final PredictionChange expected;

    private final PredictionStatistics releaseStatistics = new PredictionStatistics();
    private final PredictionStatistics previousStatistics = new PredictionStatistics();
    private final Map<String, Long> classCountChanges = new HashMap<>();
    private long compared;
    private long agreed;
    private double confidenceChanges;
    private double squaredConfidenceChanges;

    public StepEvidence(ModelRelease release) {
        this.release = release;
        this.expected =
                release.previous().map(PreviousRelease::predictionChange).orElse(PredictionChange.NONE);
    }

    /** Adds a served prediction. Predictions for other domains and of other releases are ignored. */
    public void add(Prediction prediction) {
        if (!prediction.domain().equals(release.domain())) {
            return;
        }
        if (isOf(release.domain(), release.version(), prediction)) {
            releaseStatistics.add(prediction.probabilities());
        } else if (isOfPrevious(prediction)) {
            previousStatistics.add(prediction.probabilities());
        }
    }

    /** Adds a shadow prediction. Predictions for other domains and of other releases are ignored. */
    public void add(ShadowPrediction comparison) {
        Prediction served = comparison.served();
        Prediction shadow = comparison.shadow();
        if (!served.domain().equals(release.domain())
                || !isOf(release.domain(), release.version(), shadow)
                || !isOfPrevious(served)) {
            return;
        }
        compared++;
        agreed += served.label().equals(shadow.label()) ? 1 : 0;
        classCountChanges.merge(served.label(), -1L, Long::sum);
        classCountChanges.merge(shadow.label(), 1L, Long::sum);
        double difference = shadow.confidence() - served.confidence();
        confidenceChanges += difference;
        squaredConfidenceChanges += difference * difference;
    }

    /** Returns the number of events with a shadow prediction. */
    public long comparedEvents() {
        return compared;
    }

    /** Returns the number of events that the release scored. */
    public long releaseEvents() {
        return releaseStatistics.events();
    }

    /** Returns the number of events that the previous release scored. */
    public long previousReleaseEvents() {
        return previousStatistics.events();
    }

    /** Returns the results of all checks; empty while fewer than {@code minEvents} events have a shadow prediction. */
    public List<CheckResult> checks(RolloutThresholds thresholds, long minEvents) {
        if (compared < Math.max(2, minEvents)) {
            return List.of();
        }
        return List.of(
                agreement(thresholds.maxAgreementDrop()),
                confidence(thresholds.maxConfidenceDrop()),
                classShares(thresholds.maxClassShareShift()),
                probabilityDistance(thresholds.maxProbabilityDistance(), Math.max(2, minEvents)));
    }

    /** Uses the hybrid score interval for the difference of two proportions (Newcombe 1998, method 10). */
    private CheckResult agreement(double maxDrop) {
        double expectedShare = expected.agreement();
        double share = (double) agreed / compared;
        double below = expectedShare - wilsonLowerBound(expectedShare, expected.events());
        double above = 1 - wilsonLowerBound(1 - share, compared) - share;
        return new CheckResult(
                "agreement",
                share,
                expectedShare - maxDrop,
                expectedShare - share - Math.hypot(below, above) <= maxDrop,
                format(
                        "the releases agree on %.1f %% of %d events, expected at least %.1f %%; it was %.1f %% on the"
                                + " acceptance window",
                        100 * share, compared, 100 * (expectedShare - maxDrop), 100 * expectedShare));
    }

    /**
     * Does not require the gain of confidence on the acceptance window, since there is no gain without drift.
     */
    private CheckResult confidence(double maxDrop) {
        double threshold = Math.min(0, expected.confidenceChange()) - maxDrop;
        double mean = confidenceChanges / compared;
        double variance = Math.max(0, squaredConfidenceChanges / compared - mean * mean);
        double error = Math.sqrt(variance * (1.0 / (compared - 1) + windowVariance(1)));
        return new CheckResult(
                "confidence",
                mean,
                threshold,
                mean + QUANTILE * error >= threshold,
                format("the mean confidence changes by %+.3f, expected at least %+.3f", mean, threshold));
    }

    /** Only events with different predictions contribute to the variance of a difference of counts. */
    private CheckResult classShares(double maxShift) {
        double threshold = expected.classShareChange() + maxShift;
        double variation =
                classCountChanges.values().stream().mapToLong(Math::abs).sum() / (2.0 * compared);
        double differing = 1 - (double) agreed / compared;
        double error = Math.sqrt(differing / compared + windowVariance(1 - expected.agreement()));
        return new CheckResult(
                "class shares",
                variation,
                threshold,
                variation - QUANTILE * error <= threshold,
                format("the class shares differ by %.3f, expected at most %.3f", variation, threshold));
    }

    /**
     * Uses the unbiased squared MMD with the linear kernel (Gretton et al. 2012, lemma 6) between the served
     * probabilities of both releases. Sampling noise increases the distance by at most the norm of the noise,
     * whose tail is heaviest if the noise has a single direction.
     */
    private CheckResult probabilityDistance(double maxDistance, long minEvents) {
        double threshold = expected.probabilityDistance() + maxDistance;
        if (releaseStatistics.events() < minEvents || previousStatistics.events() < minEvents) {
            return new CheckResult(
                    "drift",
                    0,
                    threshold,
                    true,
                    format(
                            "the new release scored %d events and the previous release %d; the check needs %d of each",
                            releaseStatistics.events(), previousStatistics.events(), minEvents));
        }
        double noise = releaseStatistics.varianceOfMean() + previousStatistics.varianceOfMean();
        double squared = releaseStatistics.squaredDistance(previousStatistics);
        double distance = Math.sqrt(Math.max(0, squared - noise));
        return new CheckResult(
                "drift",
                distance,
                threshold,
                Math.sqrt(squared) - QUANTILE * Math.sqrt(noise) <= threshold,
                format(
                        "the distance between the mean probabilities of the new and the previous release is %.3f,"
                                + " expected at most %.3f",
                        distance, threshold));
    }

    /** Returns the variance of a mean over the acceptance window, given the variance of a single event. */
    private double windowVariance(double variance) {
        return expected.events() == 0 ? 0 : variance / expected.events();
    }

    /** Returns the lower bound of the Wilson score interval (Wilson 1927); the share itself if there are no events. */
    private static double wilsonLowerBound(double share, long events) {
        if (events == 0) {
            return share;
        }
        double shrinkage = QUANTILE * QUANTILE / events;
        double halfWidth = QUANTILE * Math.sqrt(share * (1 - share) / events + shrinkage / (4 * events));
        return (share + shrinkage / 2 - halfWidth) / (1 + shrinkage);
    }

    private boolean isOfPrevious(Prediction prediction) {
        return release.previous()
                .filter(before -> isOf(before.domain(), before.version(), prediction))
                .isPresent();
    }

    private static boolean isOf(String modelDomain, long version, Prediction prediction) {
        return prediction.modelDomain().equals(modelDomain) && prediction.modelVersion() == version;
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
