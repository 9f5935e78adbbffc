package io.realign.lab.detection;

import io.realign.lab.detector.OnlineDetector;
import io.realign.lab.stream.FeatureStream;

/** The false alarms of one long quiet stream on which a detector forgets after each. */
record RunLength(long events, long alarms) {
    /** A stream on which a method hardly ever alarms ends after so many times the events that were asked for. */
    private static final int MAX_ARL_FACTOR = 4;

    /** Observes until the plan's alarms have come. */
    static RunLength measure(OnlineDetector detector, double threshold, FeatureStream stream, SimulationPlan plan) {
        long most = (long) MAX_ARL_FACTOR * plan.alarms() * plan.arl();
        long events = 0;
        long alarms = 0;
        while (alarms < plan.alarms() && events < most) {
            events++;
            if (detector.observe(stream.next()) > threshold) {
                alarms++;
                detector.reset();
            }
        }
        return new RunLength(events, alarms);
    }

    /** Mean events to an alarm; all events if none came. */
    double mean() {
        return (double) events / Math.max(1, alarms);
    }
}
