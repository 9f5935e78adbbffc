package io.realign.adapter.console.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.realign.window.DriftWindow;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Score, drift state and calibration of the newest window of each domain. */
final class WindowMetrics {
    private final Map<String, DriftWindow> newest = new LinkedHashMap<>();
    private final Counter written;
    private final GaugeTable score;
    private final GaugeTable state;
    private final GaugeTable notCalibrated;

    WindowMetrics(MeterRegistry meters) {
        written = Counter.builder("realign.window.written")
                .description("Windows written by the drift job")
                .register(meters);
        score = new GaugeTable(meters, "realign.window.score", "Drift score of a domain; above 1 means drift");
        state = new GaugeTable(meters, "realign.window.state", "1 for the drift state of a domain");
        notCalibrated = new GaugeTable(
                meters,
                "realign.window.not.calibrated",
                "1 if the average run length of a domain's reference does not hold, otherwise 0");
    }

    /** If there are too many domains, removes the one that has had no window for the longest time. */
    void add(DriftWindow window) {
        written.increment();
        newest.remove(window.domain());
        newest.put(window.domain(), window);
        if (newest.size() > GaugeTable.MAX_SERIES) {
            newest.remove(newest.keySet().iterator().next());
        }
    }

    void update() {
        score.update(newest.values(), window -> Tags.of("domain", window.domain()), DriftWindow::score);
        state.update(
                newest.values(),
                window -> Tags.of(
                        "domain",
                        window.domain(),
                        "state",
                        window.state().name().toLowerCase(Locale.ROOT)),
                window -> 1);
        notCalibrated.update(
                newest.values(),
                window -> Tags.of("domain", window.domain()),
                window -> window.promise().holds() ? 0 : 1);
    }
}
