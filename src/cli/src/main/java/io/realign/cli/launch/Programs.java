package io.realign.cli.launch;

import io.realign.model.SigningKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The programs of the adaptation loop and their settings. Heap sizes are minimal, so that all JVMs fit into 2 GB.
 *
 * @param installation build outputs
 * @param stream settings of the event stream
 * @param workingDirectory working directory
 * @param ports ports of the broker and the adapter service
 * @param seed random seed of all programs
 * @param rollout minimum events and minimum duration of a rollout step
 */
public record Programs(
        Installation installation,
        StreamSettings stream,
        Path workingDirectory,
        Ports ports,
        long seed,
        RolloutSettings rollout) {
    /** Creates the signing keys of the releases. Call it before any program starts. */
    public void createKeys() {
        try {
            SigningKeys.loadOrCreate(keys());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create keys in " + keys(), e);
        }
    }

    public Program broker() {
        return Program.broker(installation, ports, workingDirectory);
    }

    public Program adapter() {
        Map<String, String> environment = new HashMap<>();
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(ports.adapter()));
        environment.put("OMP_NUM_THREADS", "1");
        environment.put(
                "REALIGN_ARTIFACTS", workingDirectory.resolve("artifacts").toString());
        environment.put(
                "REALIGN_HISTORY_DIRECTORY",
                workingDirectory.resolve("history").toAbsolutePath().toString());
        environment.put("REALIGN_KEYS", keys().toString());
        // The demo adapts a domain several times, at shorter intervals than any cooldown.
        environment.put("REALIGN_BUDGET_COOLDOWN", "PT0S");
        environment.put("REALIGN_ROLLOUT_MIN_COMPARED_EVENTS", Integer.toString(rollout.minComparedEvents()));
        environment.put(
                "REALIGN_ROLLOUT_STEP_MIN_DURATION", rollout.stepMinDuration().toString());
        return program(
                "adapter",
                Program.smallJvmFlags("-Xmx256m", "-Dorg.bytedeco.javacpp.maxphysicalbytes=0"),
                List.of("-jar", installation.adapterJar().toString()),
                environment);
    }

    public Program driftJob() {
        return job("drift-job", "io.realign.jobs.drift.DriftJob");
    }

    public Program scoringJob() {
        return job("scoring-job", "io.realign.jobs.scoring.ScoringJob");
    }

    /**
     * The program that sends the events.
     *
     * @param arguments arguments of the {@code realign} command, starting with {@code feed}
     */
    public Program feed(List<String> arguments) {
        List<String> command = Stream.concat(
                        Stream.of("-jar", installation.cliJar().toString()), arguments.stream())
                .toList();
        Map<String, String> environment =
                Map.of("REALIGN_CACHE", workingDirectory.resolve("feed-cache").toString());
        return program("feed", Program.smallJvmFlags("-Xmx64m"), command, environment);
    }

    private Program job(String name, String main) {
        Map<String, String> environment = Map.of(
                "REALIGN_CHECKPOINTS",
                        workingDirectory.resolve(name + "-checkpoints").toString(),
                "REALIGN_CACHE", workingDirectory.resolve(name + "-cache").toString());
        return program(
                name,
                Program.smallJvmFlags("-Xmx256m"),
                List.of("-cp", installation.jobsClassPath(), main),
                environment);
    }

    private Program program(String name, List<String> jvmFlags, List<String> command, Map<String, String> additional) {
        Map<String, String> environment = new HashMap<>(additional);
        environment.put("REALIGN_BOOTSTRAP", ports.bootstrap());
        environment.put("REALIGN_ADAPTER", ports.adapterAddress());
        environment.put(
                "REALIGN_TRUSTED_KEYS",
                keys().resolve(SigningKeys.TRUSTED_KEYS_FILE).toString());
        environment.put("REALIGN_FEATURES", Integer.toString(stream.features()));
        environment.put("REALIGN_LABELS", String.join(",", stream.labels()));
        environment.put("REALIGN_SEED", Long.toString(seed));
        // The source has exactly this many events, so programs start as soon as they have read all of them.
        environment.put("REALIGN_SOURCE_MAX_EVENTS", Integer.toString(stream.sourceEvents()));
        return new Program(name, jvmFlags, command, environment);
    }

    private Path keys() {
        return workingDirectory.resolve("keys");
    }
}
