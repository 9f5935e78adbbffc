package io.realign.lab.detector;

/** A method that finds its own threshold, from the reference alone. */
public interface SelfCalibratingMethod extends DetectionMethod {
    /**
     * The threshold for a detector of the same reference and seed.
     *
     * @param arl mean number of events to a false alarm that is aimed at
     */
    double threshold(float[][] reference, double arl, long seed);
}
