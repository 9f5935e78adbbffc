package io.realign.lab.detection;

import io.realign.lab.detector.CalibratedDetector;
import io.realign.lab.stream.FeatureStream;

/** False alarms on a stream without change; the detector is reset after each. */
record RunLength(long events, long alarms) {
    /** Ends the stream of a method with few alarms after this multiple of the expected events. */
    private static final int MAX_ARL_FACTOR = 4;

    /**
     * Observes events up to a number of alarms.
     *
     * @param maxAlarms number of alarms after which the stream ends
     */
    static RunLength measure(CalibratedDetector calibrated, FeatureStream stream, int maxAlarms) {
        double maxEvents = MAX_ARL_FACTOR * maxAlarms * calibrated.promisedArl();
        long events = 0;
        long alarms = 0;
        while (alarms < maxAlarms && events < maxEvents) {
            events++;
            if (calibrated.detector().observe(stream.next()) > calibrated.threshold()) {
                alarms++;
                calibrated.detector().reset();
            }
        }
        return new RunLength(events, alarms);
    }

    /** Mean number of events per alarm; the number of events if there is no alarm. */
    double mean() {
        return (double) events / Math.max(1, alarms);
    }
}
