package io.realign.lab.detector;

/** A change detector as a score of the stream so far: it alarms when the score is above a threshold. */
public interface OnlineDetector {
    /**
     * Takes the next event.
     *
     * @param row features, as many as the rows of the reference have
     * @return the score after this event, larger for more doubt; negative infinity while there is none yet
     */
    double observe(float[] row);

    /** Forgets the stream and keeps the reference, as after an alarm. */
    void reset();
}
