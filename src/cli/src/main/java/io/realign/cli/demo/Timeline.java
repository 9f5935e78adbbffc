package io.realign.cli.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Time from the start of the demo until each stage was first reached. Thread-safe. */
final class Timeline {
    private final Map<DemoStage, Duration> reached = new EnumMap<>(DemoStage.class);

    synchronized void markReached(DemoStage stage, Duration elapsed) {
        reached.putIfAbsent(stage, elapsed);
    }

    synchronized boolean has(DemoStage stage) {
        return reached.containsKey(stage);
    }

    /** Title of the first stage that is not reached. */
    synchronized String waitingFor() {
        for (DemoStage stage : DemoStage.values()) {
            if (!reached.containsKey(stage)) {
                return stage.title();
            }
        }
        return "nothing";
    }

    /** One line per stage: time since the start and since the previous stage. */
    synchronized List<String> table() {
        List<String> lines = new ArrayList<>();
        lines.add("stage                             at      took");
        List<Map.Entry<DemoStage, Duration>> ordered =
                reached.entrySet().stream().sorted(Map.Entry.comparingByValue()).toList();
        Duration previous = Duration.ZERO;
        for (Map.Entry<DemoStage, Duration> entry : ordered) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%-30s %5.1f s  %6.1f s",
                    entry.getKey().title(),
                    seconds(entry.getValue()),
                    seconds(entry.getValue().minus(previous))));
            previous = entry.getValue();
        }
        return lines;
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
