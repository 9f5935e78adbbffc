package io.realign.cli.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** When each stage was reached first, since the start. Any thread may tell. */
final class Timeline {
    private final Map<DemoStage, Duration> reached = new EnumMap<>(DemoStage.class);

    synchronized void markReached(DemoStage stage, Duration elapsed) {
        reached.putIfAbsent(stage, elapsed);
    }

    synchronized boolean has(DemoStage stage) {
        return reached.containsKey(stage);
    }

    /** What comes next, for people who wait. */
    synchronized String waitingFor() {
        for (DemoStage stage : DemoStage.values()) {
            if (!reached.containsKey(stage)) {
                return stage.title();
            }
        }
        return "nothing";
    }

    /** One line a stage: when it was reached, and how long after the one before. */
    synchronized List<String> table() {
        List<String> lines = new ArrayList<>();
        lines.add("stage                             at      took");
        List<Map.Entry<DemoStage, Duration>> inTime =
                reached.entrySet().stream().sorted(Map.Entry.comparingByValue()).toList();
        Duration before = Duration.ZERO;
        for (Map.Entry<DemoStage, Duration> entry : inTime) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%-30s %5.1f s  %6.1f s",
                    entry.getKey().title(),
                    seconds(entry.getValue()),
                    seconds(entry.getValue().minus(before))));
            before = entry.getValue();
        }
        return lines;
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
