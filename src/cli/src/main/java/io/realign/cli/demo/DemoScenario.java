package io.realign.cli.demo;

import io.realign.cli.launch.RolloutSpeed;
import io.realign.cli.launch.StreamSettings;
import io.realign.cli.rows.GasBatches;
import io.realign.cli.simulate.SensorArray;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The stream of a demo.
 *
 * @param stream event settings
 * @param feederArguments arguments of the feeder
 * @param endless whether the feeder runs until it is stopped
 * @param rolloutSpeed rollout settings
 */
record DemoScenario(StreamSettings stream, List<String> feederArguments, boolean endless, RolloutSpeed rolloutSpeed) {
    /** Short steps with enough events to compare. */
    private static final RolloutSpeed SIMULATION_ROLLOUT = new RolloutSpeed(40, Duration.ofSeconds(2));

    private static final int SOURCE_ROWS = 2000;
    private static final String RATE = "80";

    DemoScenario {
        feederArguments = List.copyOf(feederArguments);
    }

    /** Streams the data, or the simulated sensors without data. */
    static DemoScenario of(Optional<Path> data, long seed) {
        return data.map(directory -> batches(directory, seed)).orElseGet(() -> simulation(seed));
    }

    private static DemoScenario batches(Path directory, long seed) {
        GasBatches gas = GasBatches.read(directory, seed);
        List<String> feeder =
                List.of("feed", "gas", "--data", directory.toAbsolutePath().toString(), "--seed", Long.toString(seed));
        return new DemoScenario(
                new StreamSettings(
                        gas.features(), gas.labels(), gas.batches().get(0).size()),
                feeder,
                false,
                RolloutSpeed.IMMEDIATE);
    }

    private static DemoScenario simulation(long seed) {
        List<String> feeder = List.of(
                "feed",
                "simulate",
                "--rate",
                RATE,
                "--source",
                Integer.toString(SOURCE_ROWS),
                "--seed",
                Long.toString(seed));
        return new DemoScenario(
                new StreamSettings(SensorArray.SENSORS, SensorArray.GASES, SOURCE_ROWS),
                feeder,
                true,
                SIMULATION_ROLLOUT);
    }
}
