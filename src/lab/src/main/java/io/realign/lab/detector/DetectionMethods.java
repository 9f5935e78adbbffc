package io.realign.lab.detector;

import java.util.List;

/** The detection methods that are compared. Add new methods here: all commands and benchmarks use this list. */
public final class DetectionMethods {
    private static final int WINDOW = 50;

    private DetectionMethods() {}

    /**
     * Returns all methods.
     *
     * @param randomFeatures number of random features of the methods that use them
     */
    public static List<DetectionMethod> all(int randomFeatures) {
        return List.of(
                new RandomBaseline(),
                new SlidingWindowMmd(WINDOW),
                new Newma(randomFeatures, WINDOW),
                new OnlineRffMmd(randomFeatures),
                new DyadicMmd(randomFeatures));
    }

    /** Returns the methods that calibrate their threshold on the reference; see {@link #all}. */
    public static List<SelfCalibratingMethod> selfCalibrating(int randomFeatures) {
        return all(randomFeatures).stream()
                .filter(SelfCalibratingMethod.class::isInstance)
                .map(SelfCalibratingMethod.class::cast)
                .toList();
    }

    /**
     * Returns the method with this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static DetectionMethod named(String name, int randomFeatures) {
        List<DetectionMethod> all = all(randomFeatures);
        return all.stream()
                .filter(method -> method.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected one of %s, got '%s'"
                        .formatted(all.stream().map(DetectionMethod::name).toList(), name)));
    }
}
