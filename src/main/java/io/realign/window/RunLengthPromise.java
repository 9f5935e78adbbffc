package io.realign.window;

import io.realign.event.Preconditions;
import io.realign.event.Texts;
import java.util.Locale;

/**
 * What the threshold of a reference promises: the average run length, which is the mean number of events until a false
 * alarm, with the uncertainty that the finite number of reference events causes.
 *
 * @param arl average run length in events, 0 if unknown
 * @param minArl lower limit of the range in which the average run length lies with a probability of 90 %, in events; 0 if
 *     unknown
 * @param maxArl upper limit of the range in events, at least {@code minArl}; 0 if unknown
 * @param notCalibrated reason why the average run length does not hold, at most {@value #MAX_REASON_LENGTH} characters;
 *     empty if it holds
 */
public record RunLengthPromise(double arl, double minArl, double maxArl, String notCalibrated) {
    /** Maximum length of the reason in UTF-16 code units. */
    public static final int MAX_REASON_LENGTH = 500;

    /** Placeholder for an unknown average run length. */
    public static final RunLengthPromise UNKNOWN = new RunLengthPromise(0, 0, 0, "");

    public RunLengthPromise {
        requireValid(arl, minArl, maxArl, notCalibrated);
    }

    /** Requires valid components of a promise. */
    public static void requireValid(double arl, double minArl, double maxArl, String notCalibrated) {
        Preconditions.requireAtLeast("arl", arl, 0);
        Preconditions.requireAtLeast("minArl", minArl, 0);
        Preconditions.requireAtLeast("maxArl", maxArl, minArl);
        if (notCalibrated.length() > MAX_REASON_LENGTH || !Texts.isDescription(notCalibrated)) {
            throw new IllegalArgumentException("notCalibrated: expected at most %d printable characters, got %d: '%s'"
                    .formatted(MAX_REASON_LENGTH, notCalibrated.length(), Texts.excerpt(notCalibrated)));
        }
    }

    /** Returns the average run length and its range in whole events, such as {@code 1000 (700 to 1420)}. */
    public String text() {
        return String.format(Locale.ROOT, "%.0f (%.0f to %.0f)", arl, minArl, maxArl);
    }

    /** Whether the average run length holds. */
    public boolean holds() {
        return notCalibrated.isEmpty();
    }
}
