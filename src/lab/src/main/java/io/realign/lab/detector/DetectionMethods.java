package io.realign.lab.detector;

import java.util.List;

/** The methods that are compared. A further one joins here: all commands and benchmarks take theirs from this list. */
public final class DetectionMethods {
    private static final int WINDOW = 50;

    private DetectionMethods() {}

    /** The methods, with {@code outputs} random features each where they have any. */
    public static List<DetectionMethod> all(int outputs) {
        return List.of(
                new RandomBaseline(),
                new SlidingWindowMmd(WINDOW),
                new Newma(outputs, WINDOW),
                new OnlineRffMmd(outputs),
                new DyadicMmd(outputs));
    }

    public static DetectionMethod named(String name, int outputs) {
        List<DetectionMethod> all = all(outputs);
        return all.stream()
                .filter(method -> method.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected a method of %s, got '%s'"
                        .formatted(all.stream().map(DetectionMethod::name).toList(), name)));
    }
}
