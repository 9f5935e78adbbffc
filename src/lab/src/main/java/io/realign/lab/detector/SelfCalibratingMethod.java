package io.realign.lab.detector;

/** A method that calibrates its threshold on the reference. */
public interface SelfCalibratingMethod extends DetectionMethod {
    /**
     * Creates a detector that has observed no event, with its threshold.
     *
     * @param reference rows without a change, none of them in the stream
     * @param arl requested mean number of events to a false alarm
     * @param seed random seed
     */
    CalibratedDetector calibrate(float[][] reference, double arl, long seed);
}
