package io.realign.cli.demo;

import io.realign.cli.launch.RolloutSettings;
import io.realign.cli.launch.StreamSettings;
import io.realign.cli.rows.GasBatches;
import io.realign.cli.simulate.SensorArray;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The event stream of a demo.
 *
 * @param stream settings of the stream
 * @param feedArguments arguments of the {@code realign} command that sends the events
 * @param endless whether the stream continues until the demo stops it
 * @param rollout minimum events and minimum duration of a rollout step
 */
record DemoScenario(StreamSettings stream, List<String> feedArguments, boolean endless, RolloutSettings rollout) {
    private static final RolloutSettings SIMULATION_ROLLOUT = new RolloutSettings(40, Duration.ofSeconds(2));
    private static final int SOURCE_EVENTS = 2000;
    private static final String EVENTS_PER_SECOND = "80";

    DemoScenario {
        feedArguments = List.copyOf(feedArguments);
    }

    /** Streams the batches in a directory. */
    static DemoScenario batches(Path directory, long seed) {
        GasBatches gas = GasBatches.read(directory, seed);
        return new DemoScenario(
                new StreamSettings(
                        gas.features(), gas.labels(), gas.batches().get(0).size()),
                List.of("feed", "gas", "--data", directory.toAbsolutePath().toString(), "--seed", Long.toString(seed)),
                false,
                RolloutSettings.IMMEDIATE);
    }

    /** Streams simulated sensors. */
    static DemoScenario simulation(long seed) {
        List<String> feed = List.of(
                "feed",
                "simulate",
                "--rate",
                EVENTS_PER_SECOND,
                "--source",
                Integer.toString(SOURCE_EVENTS),
                "--seed",
                Long.toString(seed));
        return new DemoScenario(
                new StreamSettings(SensorArray.SENSORS, SensorArray.GASES, SOURCE_EVENTS),
                feed,
                true,
                SIMULATION_ROLLOUT);
    }
}
