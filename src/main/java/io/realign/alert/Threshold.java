package io.realign.alert;

import io.realign.window.Mmd;
import io.realign.window.Sketch;

/**
 * Where the test statistic stops being chance.
 *
 * @param window number of events in a window
 * @param value the limit for windows compared with the source
 * @param spread the source's {@link Mmd#spread}, for which the value holds
 */
public record Threshold(int window, double value, double spread) {
    /**
     * The limit for windows compared with {@code reference}. The statistic grows with the spread of what is compared,
     * so a regime that is wider than the source needs a higher one; a narrower one keeps the source's, because how its
     * few directions share the spread is not known.
     */
    public double against(Sketch reference) {
        return value * Math.max(1, Mmd.spread(reference) / spread);
    }
}
