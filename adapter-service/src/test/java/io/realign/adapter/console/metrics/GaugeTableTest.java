package io.realign.adapter.console.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GaugeTableTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final GaugeTable table = new GaugeTable(registry, "score", "a score");

    @Test
    void series_isUpdatedInPlace_andRemovedWhenAbsent() {
        table.update(Map.of(domain("oven"), 1.0, domain("kiln"), 2.0));
        Gauge oven = registry.get("score").tags(domain("oven")).gauge();

        table.update(Map.of(domain("oven"), 3.0));

        assertThat(registry.find("score").gauges()).containsExactly(oven);
        assertThat(oven.value()).isEqualTo(3);
    }

    @Test
    void series_areBounded() {
        Map<Tags, Double> many = new LinkedHashMap<>();
        for (int i = 0; i < 2 * GaugeTable.MAX_SERIES; i++) {
            many.put(domain("d" + i), 1.0);
        }

        table.update(many);

        assertThat(registry.find("score").gauges()).hasSize(GaugeTable.MAX_SERIES);
    }

    private static Tags domain(String name) {
        return Tags.of("domain", name);
    }
}
