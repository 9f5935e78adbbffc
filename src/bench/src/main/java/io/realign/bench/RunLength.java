package io.realign.bench;

import io.realign.cli.streams.RowStream;

/** The false alarms of one long quiet stream on which a yardstick forgets after each. */
record RunLength(long events, long alarms) {
    /** A stream on which a method hardly ever alarms ends after so many times the events that were asked for. */
    private static final int PATIENCE = 4;

    /** Observes until the plan's alarms have come. */
    static RunLength measure(Yardstick yardstick, double threshold, RowStream stream, Plan plan) {
        long most = (long) PATIENCE * plan.alarms() * plan.arl();
        long events = 0;
        long alarms = 0;
        while (alarms < plan.alarms() && events < most) {
            events++;
            if (yardstick.observe(stream.next()) > threshold) {
                alarms++;
                yardstick.reset();
            }
        }
        return new RunLength(events, alarms);
    }

    /** Mean events to an alarm; all events if none came. */
    double mean() {
        return (double) events / Math.max(1, alarms);
    }
}
