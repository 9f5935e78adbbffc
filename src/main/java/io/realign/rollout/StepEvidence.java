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
 * What consumers have said during one step of a rollout: the answers of both models where they were compared, and those of
 * the active share beside those of the rest. Mutable; one writer.
 */
public final class StepEvidence {
    /** One-sided, once in two hundred times. */
    private static final double Z = 2.576;

    private final ModelRelease release;

    /** What the window made one expect. */
    private final PredictionChange expected;

    private final PredictionStatistics active = new PredictionStatistics();
    private final PredictionStatistics remainder = new PredictionStatistics();
    private final Map<String, Long> classCountChanges = new HashMap<>();
    private long compared;
    private long agreed;
    private double confidenceGain;
    private double confidenceGainSquares;

    /** Nothing has been said yet. */
    public StepEvidence(ModelRelease release) {
        this.release = release;
        this.expected =
                release.previous().map(PreviousRelease::predictionChange).orElse(PredictionChange.NONE);
    }

    /** Takes in an answer that counts; those of other domains and other versions are passed over. */
    public void add(Prediction prediction) {
        if (!prediction.domain().equals(release.domain())) {
            return;
        }
        if (isOf(release.domain(), release.version(), prediction)) {
            active.add(prediction.probabilities());
        } else if (isOfPrevious(prediction)) {
            remainder.add(prediction.probabilities());
        }
    }

    /** Takes in a comparison; those of other domains and other versions are passed over. */
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
        confidenceGain += difference;
        confidenceGainSquares += difference * difference;
    }

    /** Events that both models have answered. */
    public long comparedEvents() {
        return compared;
    }

    /** Events that the release has scored. */
    public long activeEvents() {
        return active.events();
    }

    /** Events that its predecessor has scored. */
    public long remainderEvents() {
        return remainder.events();
    }

    /** What speaks for the release and against it; nothing before anything was compared. */
    public List<CheckResult> checks(RolloutThresholds thresholds, long fewest) {
        if (compared < Math.max(2, fewest)) {
            return List.of();
        }
        return List.of(
                agreement(thresholds.maxAgreementDrop()),
                confidence(thresholds.maxConfidenceDrop()),
                shares(thresholds.maxClassShareShift()),
                drift(thresholds.maxDrift(), Math.max(2, fewest)));
    }

    /** By the hybrid score interval for the difference of two proportions (Newcombe 1998, method 10). */
    private CheckResult agreement(double slack) {
        double before = expected.agreement();
        double share = (double) agreed / compared;
        double below = before - wilsonLowerBound(before, expected.events());
        double above = 1 - wilsonLowerBound(1 - share, compared) - share;
        return new CheckResult(
                "agreement",
                share,
                before - slack,
                before - share - Math.hypot(below, above) <= slack,
                format(
                        "the models agree on %.1f %% of %d events, at least %.1f %% asked: it was %.1f %% on the window",
                        100 * share, compared, 100 * (before - slack), 100 * before));
    }

    /** More confidence on the window is no reason to ask for more: events that did not move gain none. */
    private CheckResult confidence(double slack) {
        double line = Math.min(0, expected.confidenceChange()) - slack;
        double mean = confidenceGain / compared;
        double variance = Math.max(0, confidenceGainSquares / compared - mean * mean);
        double error = Math.sqrt(variance * (1.0 / (compared - 1) + windowVariance(1)));
        return new CheckResult(
                "confidence",
                mean,
                line,
                mean + Z * error >= line,
                format("the mean confidence differs by %+.3f, at least %+.3f asked", mean, line));
    }

    /** A difference of counts on the same events comes from the events alone on which the models differ. */
    private CheckResult shares(double slack) {
        double line = expected.classShareChange() + slack;
        double variation =
                classCountChanges.values().stream().mapToLong(Math::abs).sum() / (2.0 * compared);
        double differing = 1 - (double) agreed / compared;
        double error = Math.sqrt(differing / compared + windowVariance(1 - expected.agreement()));
        return new CheckResult(
                "class shares",
                variation,
                line,
                variation - Z * error <= line,
                format("the shares of the classes differ by %.3f, at most %.3f allowed", variation, line));
    }

    /**
     * Unbiased squared maximum mean discrepancy with the linear kernel (Gretton et al. 2012, lemma 6) of the probabilities
     * of the active share to those of the rest. Chance makes the distance greater at most by the length of its own vector,
     * which has the greatest tail if it lies in one direction.
     */
    private CheckResult drift(double slack, long fewest) {
        double line = expected.probabilityDistance() + slack;
        if (active.events() < fewest || remainder.events() < fewest) {
            return new CheckResult(
                    "drift",
                    0,
                    line,
                    true,
                    format(
                            "%d events of the active share and %d of the rest were seen, %d of each needed to compare them",
                            active.events(), remainder.events(), fewest));
        }
        double noise = active.varianceOfMean() + remainder.varianceOfMean();
        double squared = active.squaredDistance(remainder);
        double distance = Math.sqrt(Math.max(0, squared - noise));
        return new CheckResult(
                "drift",
                distance,
                line,
                Math.sqrt(squared) - Z * Math.sqrt(noise) <= line,
                format(
                        "the answers of the active share lie %.3f from those of the rest, at most %.3f allowed",
                        distance, line));
    }

    /** The variance of a mean over the window, from that of one of its events. */
    private double windowVariance(double variance) {
        return expected.events() == 0 ? 0 : variance / expected.events();
    }

    /** The lower bound of Wilson's interval (Wilson 1927); the share itself where it was not counted. */
    private static double wilsonLowerBound(double share, long events) {
        if (events == 0) {
            return share;
        }
        double z2 = Z * Z / events;
        return (share + z2 / 2 - Z * Math.sqrt(share * (1 - share) / events + z2 / (4 * events))) / (1 + z2);
    }

    private boolean isOfPrevious(Prediction prediction) {
        return release.previous()
                .filter(before -> isOf(before.domain(), before.version(), prediction))
                .isPresent();
    }

    private static boolean isOf(String lineage, long version, Prediction prediction) {
        return prediction.modelDomain().equals(lineage) && prediction.modelVersion() == version;
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
