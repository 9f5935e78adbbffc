package io.realign.adapter.console.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * A gauge with a changing set of label values. Existing series are updated in place instead of registered again, as a scrape in
 * between would miss them and reset the pending time of alerting rules. Not thread-safe.
 */
final class GaugeTable {
    /** Bounds the size of a scrape. */
    static final int MAX_SERIES = 1000;

    private static final Logger LOG = Logger.getLogger(GaugeTable.class);

    private final String name;
    private final MultiGauge gauge;
    private Map<Tags, Cell> cells = Map.of();
    private boolean tooMany;

    private static final class Cell {
        volatile double value;

        double value() {
            return value;
        }
    }

    GaugeTable(MeterRegistry meters, String name, String unit, String description) {
        this.name = name;
        this.gauge =
                MultiGauge.builder(name).description(description).baseUnit(unit).register(meters);
    }

    /** Replaces the series, keeping at most {@link #MAX_SERIES}. */
    void update(Map<Tags, Double> values) {
        Map<Tags, Cell> exported = new HashMap<>();
        values.entrySet().stream().limit(MAX_SERIES).forEach(row -> {
            Cell cell = cells.getOrDefault(row.getKey(), new Cell());
            cell.value = row.getValue();
            exported.put(row.getKey(), cell);
        });
        if (values.size() > MAX_SERIES && !tooMany) {
            LOG.warnf("%s: exporting %d of %d series", name, MAX_SERIES, values.size());
        }
        tooMany = values.size() > MAX_SERIES;
        cells = exported;
        gauge.register(
                exported.entrySet().stream()
                        .<Row<?>>map(row -> Row.of(row.getKey(), row.getValue(), Cell::value))
                        .toList(),
                false);
    }
}
