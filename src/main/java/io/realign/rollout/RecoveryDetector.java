package io.realign.rollout;

import io.realign.model.ModelRelease;
import io.realign.window.DriftWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Checks whether a domain recovers under a release with full traffic. Not thread-safe.
 *
 * <p>The domain has recovered as soon as the drift score of one window is within the threshold. This differs from the
 * drift state RECOVERED, which means a return to the previous distribution. At the deadline, the release is rolled back
 * if the domain has not recovered, or if the confidence has dropped although the newest window is within the threshold.
 * If the newest window exceeds the threshold, further drift explains the drop, and the next adaptation handles it.
 */
public final class RecoveryDetector {
    /** Number of first and of newest predictions whose mean confidences are compared. */
    static final int CONFIDENCE_WINDOW = 200;

    private final ModelRelease release;
    private final Duration timeLimit;
    private final double maxConfidenceDrop;
    private final double[] newestConfidences = new double[CONFIDENCE_WINDOW];
    private double firstConfidenceSum;
    private long predictions;
    private long windows;
    private boolean recovered;
    private boolean newestWithinThreshold = true;

    /**
     * @param timeLimit time from the start of full traffic to the deadline
     * @param maxConfidenceDrop maximum drop of the mean confidence
     */
    public RecoveryDetector(ModelRelease release, Duration timeLimit, double maxConfidenceDrop) {
        this.release = release;
        this.timeLimit = timeLimit;
        this.maxConfidenceDrop = maxConfidenceDrop;
    }

    /** Adds a window report. Windows of other domains or with a different reference are ignored. */
    public void add(DriftWindow window) {
        if (window.domain().equals(release.domain())
                && window.reference().equals(release.origin().alertId())) {
            windows++;
            newestWithinThreshold = window.score() <= 1;
            recovered |= newestWithinThreshold;
        }
    }

    /** Adds a prediction. Predictions of other releases are ignored. */
    public void add(Prediction prediction) {
        if (prediction.modelDomain().equals(release.domain()) && prediction.modelVersion() == release.version()) {
            double confidence = prediction.confidence();
            firstConfidenceSum += predictions < CONFIDENCE_WINDOW ? confidence : 0;
            newestConfidences[(int) (predictions % CONFIDENCE_WINDOW)] = confidence;
            predictions++;
        }
    }

    /** Returns the number of predictions of the release. */
    public long predictions() {
        return predictions;
    }

    /** Decides on the release. {@link RolloutDecision.Advance} means that the domain has recovered. */
    public RolloutDecision decide(Instant now) {
        Instant deadline = release.traffic().startedAt().plus(timeLimit);
        if (now.isBefore(deadline)) {
            return new RolloutDecision.Hold("recovery deadline is " + deadline, List.of());
        }
        if (windows > 0 && !recovered) {
            return rollBack(
                    "the target has not recovered within %s: all %d windows are above the threshold",
                    timeLimit, windows);
        }
        double drop = confidenceDrop();
        return newestWithinThreshold && drop > maxConfidenceDrop
                ? rollBack(
                        "the mean confidence of the newest %d predictions is %.3f below that of the first",
                        CONFIDENCE_WINDOW, drop)
                : new RolloutDecision.Advance("the target has recovered", List.of());
    }

    /** Returns the drop of the mean confidence; 0 while there are too few predictions for both means. */
    private double confidenceDrop() {
        if (predictions < 2 * CONFIDENCE_WINDOW) {
            return 0;
        }
        double sum = 0;
        for (double confidence : newestConfidences) {
            sum += confidence;
        }
        return (firstConfidenceSum - sum) / CONFIDENCE_WINDOW;
    }

    private static RolloutDecision rollBack(String reason, Object... values) {
        return new RolloutDecision.RollBack(String.format(Locale.ROOT, reason, values), List.of());
    }
}
