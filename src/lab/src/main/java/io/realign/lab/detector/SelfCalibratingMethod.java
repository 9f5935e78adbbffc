package io.realign.lab.detector;

/** A method that calibrates its threshold on the reference. */
public interface SelfCalibratingMethod extends DetectionMethod {
    /**
     * Returns the threshold of the detector that is fitted to this reference with this seed.
     *
     * @param arl requested mean number of events to a false alarm
     */
    double threshold(float[][] reference, double arl, long seed);
}
