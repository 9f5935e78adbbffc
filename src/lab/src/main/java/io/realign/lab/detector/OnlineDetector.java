package io.realign.lab.detector;

/** A change detector, which raises an alarm when its score exceeds a threshold. */
public interface OnlineDetector {
    /**
     * Observes the next event.
     *
     * @param row features, of the same width as the reference
     * @return score after this event, higher for stronger evidence of a change; negative infinity before the first score
     */
    double observe(float[] row);

    /** Discards all observed events and keeps the reference. */
    void reset();
}
