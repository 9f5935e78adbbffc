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
public final class Recovery {
    /** The answers whose mean confidence is compared: the first so many, and the newest so many. */
    static final int ANSWERS = 200;

    private final ModelRelease release;
    private final Duration within;
    private final double fall;
    private final double[] newest = new double[ANSWERS];
    private double first;
    private long answers;
    private long windows;
    private boolean rested;
    private boolean restsNow = true;

    /**
     * @param within how long the target is given
     * @param fall most that the mean confidence may fall
     */
    public Recovery(ModelRelease release, Duration within, double fall) {
        this.release = release;
        this.within = within;
        this.fall = fall;
    }

    /** Takes in a window; those of other domains, and those that ended before the release served, are passed over. */
    public void add(DriftWindow window) {
        if (window.domain().equals(release.domain()) && window.reference().equals(release.alertId())) {
            windows++;
            restsNow = window.score() <= 1;
            rested |= restsNow;
        }
    }

    /** Takes in an answer; those of other models are passed over. */
    public void add(Prediction prediction) {
        if (prediction.modelDomain().equals(release.domain()) && prediction.modelVersion() == release.version()) {
            double confidence = prediction.confidence();
            first += answers < ANSWERS ? confidence : 0;
            newest[(int) (answers % ANSWERS)] = confidence;
            answers++;
        }
    }

    /** Answers of the release that have been seen. */
    public long answers() {
        return answers;
    }

    /** What is to be done about the release; forward if nothing more is to be waited for. */
    public Decision decide(Instant now) {
        Instant end = release.exposure().since().plus(within);
        if (now.isBefore(end)) {
            return new Decision.Hold("is given until " + end, List.of());
        }
        if (windows > 0 && !rested) {
            return back(
                    "the target has not come to rest within %s: all its %d windows lie over the threshold",
                    within, windows);
        }
        double lost = lost();
        return restsNow && lost > fall
                ? back(
                        "the mean confidence of its newest %d answers is %.3f lower than that of its first",
                        ANSWERS, lost)
                : new Decision.Forward("the target is at rest", List.of());
    }

    /** By how much the confidence has fallen; nothing before there are answers enough for both means. */
    private double lost() {
        if (answers < 2 * ANSWERS) {
            return 0;
        }
        double sum = 0;
        for (double confidence : newest) {
            sum += confidence;
        }
        return (first - sum) / ANSWERS;
    }

    private static Decision back(String reason, Object... values) {
        return new Decision.Back(String.format(Locale.ROOT, reason, values), List.of());
    }
}
