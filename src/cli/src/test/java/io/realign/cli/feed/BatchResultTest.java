package io.realign.cli.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.adaptation.AdaptationRecord.Outcome;
import io.realign.cli.watch.Messages;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BatchResultTest {
    @Test
    void table_comparesAdaptedWithUnadapted_andListsAdaptationOutcomes() {
        BatchResult second = new BatchResult(
                "batch 2",
                new TreeMap<>(Map.of(1L, new AccuracyCount(100, 60, 60), 2L, new AccuracyCount(100, 80, 50))),
                List.of(Messages.outcome("x", "array", Outcome.RELEASED, 2)));
        BatchResult third = new BatchResult(
                "batch 3",
                new TreeMap<>(Map.of(2L, new AccuracyCount(50, 45, 20))),
                List.of(Messages.outcome("y", "array", Outcome.REJECTED, 0)));

        assertThat(BatchResult.table(List.of(second, third)))
                .containsExactly(
                        "| batch      events  unadapted   adapted  versions serving",
                        "| batch 2       200     55.0 %    70.0 %  v1 (100), v2 (100)",
                        "|          v2 accepted: + agreement 0.840 (threshold 0.900)",
                        "| batch 3        50     40.0 %    90.0 %  v2 (50)",
                        "|          rejected: agrees with the serving model on 84 % of the window"
                                + " [- agreement 0.840 (threshold 0.900)]",
                        "| mean          250     47.5 %    80.0 %");
    }
}
