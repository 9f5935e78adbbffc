package io.realign.lab.detection;

import io.realign.lab.detector.OnlineDetector;
import io.realign.lab.stream.FeatureStream;

/** False alarms on a stream without change; the detector is reset after each. */
record RunLength(long events, long alarms) {
    /** Ends the stream of a method with few alarms after this multiple of the expected events. */
    private static final int MAX_ARL_FACTOR = 4;

    /** Observes events up to the number of alarms in the plan. */
    static RunLength measure(OnlineDetector detector, double threshold, FeatureStream stream, SimulationPlan plan) {
        long maxEvents = (long) MAX_ARL_FACTOR * plan.alarms() * plan.arl();
        long events = 0;
        long alarms = 0;
        while (alarms < plan.alarms() && events < maxEvents) {
            events++;
            if (detector.observe(stream.next()) > threshold) {
                alarms++;
                detector.reset();
            }
        }
        return new RunLength(events, alarms);
    }

    /** Mean number of events per alarm; the number of events if there is no alarm. */
    double mean() {
        return (double) events / Math.max(1, alarms);
    }
}
