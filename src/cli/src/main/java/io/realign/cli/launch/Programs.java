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
 * @param work working directory
 * @param ports ports of the broker and the adapter service
 * @param seed random seed of all programs
 * @param rolloutSpeed rollout settings
 */
public record Programs(
        Installation installation,
        StreamSettings stream,
        Path work,
        Ports ports,
        long seed,
        RolloutSpeed rolloutSpeed) {
    /** Creates the signing keys of the releases. Call it before any program starts. */
    public void createKeys() {
        try {
            SigningKeys.loadOrCreate(keys());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create keys in " + keys(), e);
        }
    }

    public Program broker() {
        return Program.broker(installation, ports, work);
    }

    public Program adapter() {
        List<String> command = List.of("-jar", installation.adapterJar().toString());
        Map<String, String> environment = new HashMap<>(Map.of(
                "QUARKUS_HTTP_HOST",
                "127.0.0.1",
                "QUARKUS_HTTP_PORT",
                Integer.toString(ports.adapter()),
                "OMP_NUM_THREADS",
                "1",
                "REALIGN_ARTIFACTS",
                work.resolve("artifacts").toString(),
                "REALIGN_HISTORY_DIRECTORY",
                work.resolve("history").toAbsolutePath().toString(),
                "REALIGN_KEYS",
                keys().toString()));
        // The demo adapts a domain several times, at shorter intervals than any cooldown.
        environment.put("REALIGN_BUDGET_COOLDOWN", "PT0S");
        environment.put("REALIGN_ROLLOUT_MIN_COMPARED_EVENTS", Integer.toString(rolloutSpeed.minComparedEvents()));
        environment.put(
                "REALIGN_ROLLOUT_STEP_MIN_DURATION",
                rolloutSpeed.stepMinDuration().toString());
        return withCommonEnvironment(new Program(
                "adapter",
                Program.flags("-Xmx256m", "-Dorg.bytedeco.javacpp.maxphysicalbytes=0"),
                command,
                environment));
    }

    public Program driftJob() {
        return job("drift-job", "io.realign.jobs.drift.DriftJob");
    }

    public Program scoringJob() {
        return job("scoring-job", "io.realign.jobs.scoring.ScoringJob");
    }

    /** The feeder, with the arguments of the {@code realign} command. */
    public Program feeder(List<String> arguments) {
        List<String> command = Stream.concat(
                        Stream.of("-jar", installation.cliJar().toString()), arguments.stream())
                .toList();
        return withCommonEnvironment(new Program(
                "feeder",
                Program.flags("-Xmx64m"),
                command,
                Map.of("REALIGN_CACHE", work.resolve("feeder-cache").toString())));
    }

    private Program job(String name, String main) {
        Map<String, String> environment = Map.of(
                "REALIGN_CHECKPOINTS", work.resolve(name + "-checkpoints").toString(),
                "REALIGN_CACHE", work.resolve(name + "-cache").toString());
        return withCommonEnvironment(new Program(
                name, Program.flags("-Xmx256m"), List.of("-cp", installation.jobsClassPath(), main), environment));
    }

    private Program withCommonEnvironment(Program program) {
        Map<String, String> environment = new HashMap<>(program.environment());
        environment.put("REALIGN_BOOTSTRAP", ports.bootstrap());
        environment.put("REALIGN_ADAPTER", ports.adapterAddress());
        environment.put(
                "REALIGN_TRUSTED_KEYS",
                keys().resolve(SigningKeys.TRUSTED_KEYS_FILE).toString());
        environment.put("REALIGN_FEATURES", Integer.toString(stream.features()));
        environment.put("REALIGN_LABELS", String.join(",", stream.labels()));
        environment.put("REALIGN_SEED", Long.toString(seed));
        // The number of labelled events is known, so no program waits for more.
        environment.put("REALIGN_SOURCE_MAX_EVENTS", Integer.toString(stream.sourceRows()));
        return new Program(program.name(), program.jvmFlags(), program.command(), environment);
    }

    private Path keys() {
        return work.resolve("keys");
    }
}
