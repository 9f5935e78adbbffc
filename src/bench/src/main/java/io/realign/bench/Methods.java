package io.realign.bench;

import java.util.List;

/** The methods that are compared. A further one joins here: all commands and benchmarks take theirs from this list. */
final class Methods {
    private static final int WINDOW = 50;

    private Methods() {}

    /** The methods, with {@code outputs} random features each where they have any. */
    static List<Method> all(int outputs) {
        return List.of(
                new AtRandom(),
                new OneWindow(WINDOW),
                new Newma(outputs, WINDOW),
                new OnlineRffMmd(outputs),
                new EveryScale(outputs));
    }

    static Method named(String name, int outputs) {
        List<Method> all = all(outputs);
        return all.stream()
                .filter(method -> method.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected a method of %s, got '%s'"
                        .formatted(all.stream().map(Method::name).toList(), name)));
    }
}
