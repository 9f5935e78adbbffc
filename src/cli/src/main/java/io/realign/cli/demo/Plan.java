package io.realign.cli.demo;

import io.realign.cli.launch.Events;
import io.realign.cli.launch.Steps;
import io.realign.cli.rows.GasBatches;
import io.realign.cli.simulate.SensorArray;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is streamed.
 *
 * @param events what all programs have to know of the events
 * @param feeder arguments of the feeder
 * @param endless whether the feeder goes on until it is ended
 * @param steps how fast releases are rolled out
 */
record Plan(Events events, List<String> feeder, boolean endless, Steps steps) {
    /** Short enough to be watched, long enough to compare something. */
    private static final Steps WATCHED = new Steps(40, Duration.ofSeconds(2));

    private static final int SOURCE_ROWS = 2000;
    private static final String RATE = "80";

    Plan {
        feeder = List.copyOf(feeder);
    }

    /** The data's own plan, or the simulator's without data. */
    static Plan of(Optional<Path> data, long seed) {
        return data.map(directory -> walk(directory, seed)).orElseGet(() -> simulation(seed));
    }

    private static Plan walk(Path directory, long seed) {
        GasBatches gas = GasBatches.read(directory, seed);
        List<String> feeder =
                List.of("feed", "gas", "--data", directory.toAbsolutePath().toString(), "--seed", Long.toString(seed));
        return new Plan(
                new Events(gas.features(), gas.labels(), gas.batches().get(0).size()), feeder, false, Steps.AT_ONCE);
    }

    private static Plan simulation(long seed) {
        List<String> feeder = List.of(
                "feed",
                "simulate",
                "--rate",
                RATE,
                "--source",
                Integer.toString(SOURCE_ROWS),
                "--seed",
                Long.toString(seed));
        return new Plan(new Events(SensorArray.SENSORS, SensorArray.GASES, SOURCE_ROWS), feeder, true, WATCHED);
    }
}
