package io.realign.rollout;

import io.realign.model.ModelRelease;
import io.realign.window.DriftWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Watches whether a target is at rest again under a release that scores all of its events. Mutable; one writer.
 *
 * <p>It has recovered with the first window that lies within the threshold. It has not if no window has by the end of the
 * time that it is given, or if the release has become less sure of its answers by then, though the target is at rest. Where it
 * has moved on meanwhile, the answers are less sure for that reason, and the next adaptation is to mend it.
 */
public final class RecoveryDetector {
    /** The answers whose mean confidence is compared: the first so many, and the newest so many. */
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
     * @param within how long the target is given
     * @param fall most that the mean confidence may fall
     */
    public RecoveryDetector(ModelRelease release, Duration within, double fall) {
        this.release = release;
        this.timeLimit = within;
        this.maxConfidenceDrop = fall;
    }

    /** Takes in a window; those of other domains, and those that ended before the release served, are passed over. */
    public void add(DriftWindow window) {
        if (window.domain().equals(release.domain()) && window.reference().equals(release.alertId())) {
            windows++;
            newestWithinThreshold = window.score() <= 1;
            recovered |= newestWithinThreshold;
        }
    }

    /** Takes in an answer; those of other models are passed over. */
    public void add(Prediction prediction) {
        if (prediction.modelDomain().equals(release.domain()) && prediction.modelVersion() == release.version()) {
            double confidence = prediction.confidence();
            firstConfidenceSum += predictions < CONFIDENCE_WINDOW ? confidence : 0;
            newestConfidences[(int) (predictions % CONFIDENCE_WINDOW)] = confidence;
            predictions++;
        }
    }

    /** Answers of the release that have been seen. */
    public long predictions() {
        return predictions;
    }

    /** What is to be done about the release; forward if nothing more is to be waited for. */
    public RolloutDecision decide(Instant now) {
        Instant end = release.traffic().startedAt().plus(timeLimit);
        if (now.isBefore(end)) {
            return new RolloutDecision.Hold("is given until " + end, List.of());
        }
        if (windows > 0 && !recovered) {
            return rollBack(
                    "the target has not come to rest within %s: all its %d windows lie over the threshold",
                    timeLimit, windows);
        }
        double lost = confidenceDrop();
        return newestWithinThreshold && lost > maxConfidenceDrop
                ? rollBack(
                        "the mean confidence of its newest %d answers is %.3f lower than that of its first",
                        CONFIDENCE_WINDOW, lost)
                : new RolloutDecision.Advance("the target is at rest", List.of());
    }

    /** By how much the confidence has fallen; nothing before there are answers enough for both means. */
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
