package io.realign.adapter.console.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * A gauge with labels whose values come and go. The cell of a series that stays is written over, and not made anew: a scrape
 * between would miss it, and an alert that counts the time would begin anew. For one thread.
 */
final class GaugeTable {
    /** Each series costs every scrape. */
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

    /** From now on there are these series, or the first so many of them. */
    void update(Map<Tags, Double> values) {
        Map<Tags, Cell> shown = new HashMap<>();
        values.entrySet().stream().limit(MAX_SERIES).forEach(row -> {
            Cell cell = cells.getOrDefault(row.getKey(), new Cell());
            cell.value = row.getValue();
            shown.put(row.getKey(), cell);
        });
        if (values.size() > MAX_SERIES && !tooMany) {
            LOG.warnf("%s shows %d of %d series, more would cost every scrape", name, MAX_SERIES, values.size());
        }
        tooMany = values.size() > MAX_SERIES;
        cells = shown;
        gauge.register(
                shown.entrySet().stream()
                        .<Row<?>>map(row -> Row.of(row.getKey(), row.getValue(), Cell::value))
                        .toList(),
                false);
    }
}
