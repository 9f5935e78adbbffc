package io.realign.adapter.console.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jboss.logging.Logger;

/**
 * A gauge with a changing set of label values. Existing series are updated in place. If they were registered again, a scrape could
 * miss them, which would reset the pending time of alerting rules. Not thread-safe.
 */
final class GaugeTable {
    /** Limits the size of a scrape. */
    static final int MAX_SERIES = 1000;

    private static final Logger LOG = Logger.getLogger(GaugeTable.class);

    private final String name;
    private final MultiGauge gauge;
    private Map<Tags, AtomicReference<Double>> cells = Map.of();
    private boolean limitExceeded;

    GaugeTable(MeterRegistry meters, String name, String description) {
        this(meters, name, null, description);
    }

    GaugeTable(MeterRegistry meters, String name, String unit, String description) {
        this.name = name;
        this.gauge =
                MultiGauge.builder(name).description(description).baseUnit(unit).register(meters);
    }

    /** Replaces the series with one per item. Of several items with the same tags, the last one is exported. */
    <T> void update(Collection<T> items, Function<T, Tags> tags, ToDoubleFunction<T> value) {
        Map<Tags, Double> values = new LinkedHashMap<>();
        items.forEach(item -> values.put(tags.apply(item), value.applyAsDouble(item)));
        update(values);
    }

    /** Replaces the series with the first {@link #MAX_SERIES} values. */
    void update(Map<Tags, Double> values) {
        Map<Tags, AtomicReference<Double>> exported = new HashMap<>();
        values.entrySet().stream().limit(MAX_SERIES).forEach(row -> {
            AtomicReference<Double> cell = cells.getOrDefault(row.getKey(), new AtomicReference<>());
            cell.set(row.getValue());
            exported.put(row.getKey(), cell);
        });
        if (values.size() > MAX_SERIES && !limitExceeded) {
            LOG.warnf("%s: exporting %d of %d series", name, MAX_SERIES, values.size());
        }
        limitExceeded = values.size() > MAX_SERIES;
        cells = exported;
        boolean overwriteExisting = false;
        gauge.register(
                exported.entrySet().stream()
                        .<Row<?>>map(row -> Row.of(row.getKey(), row.getValue(), AtomicReference::get))
                        .toList(),
                overwriteExisting);
    }
}
