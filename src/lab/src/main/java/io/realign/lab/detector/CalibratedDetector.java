package io.realign.lab.detector;

/**
 * A detector with the threshold that its method calibrated on the reference.
 *
 * @param detector detector that has observed no event
 * @param threshold score above which the detector raises an alarm
 * @param promisedArl mean number of events to a false alarm that the reference supports, at most the requested one
 * @param calibrated whether the reference supports a promise; the average run length does not hold otherwise
 */
public record CalibratedDetector(OnlineDetector detector, double threshold, double promisedArl, boolean calibrated) {}
