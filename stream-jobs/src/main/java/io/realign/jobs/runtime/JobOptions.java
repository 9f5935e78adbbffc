package io.realign.jobs.runtime;

import io.realign.client.internal.KafkaAccessException;
import io.realign.event.EventContract;
import io.realign.model.TrustedKeys;
import io.realign.schemas.RenamedSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The command line options of both jobs. The default of each option comes from an environment variable. */
public final class JobOptions {
    private static final Logger LOG = LoggerFactory.getLogger(JobOptions.class);

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Mixin
    private JobKafkaOptions kafka;

    @Option(
            names = "--features",
            required = true,
            defaultValue = "${env:REALIGN_FEATURES}",
            description = "Number of features of an event (REALIGN_FEATURES)")
    private int features;

    @Option(
            names = "--labels",
            required = true,
            split = ",",
            defaultValue = "${env:REALIGN_LABELS}",
            description = "Class labels, in the order of the model outputs (REALIGN_LABELS)")
    private List<String> labels;

    @Option(
            names = "--max-clock-skew",
            defaultValue = "${env:REALIGN_MAX_CLOCK_SKEW:-PT1H}",
            description = "Maximum time by which an event time may be ahead of the clock"
                    + " (REALIGN_MAX_CLOCK_SKEW, ${DEFAULT-VALUE})")
    private Duration maxClockSkew;

    @Option(
            names = "--checkpoints",
            required = true,
            defaultValue = "${env:REALIGN_CHECKPOINTS}",
            description = "Checkpoint directory (REALIGN_CHECKPOINTS)")
    private Path checkpoints;

    @Option(
            names = "--checkpoint-interval",
            defaultValue = "${env:REALIGN_CHECKPOINT_INTERVAL:-PT1S}",
            description = "Time between checkpoints (REALIGN_CHECKPOINT_INTERVAL, ${DEFAULT-VALUE})")
    private Duration checkpointInterval;

    @Option(
            names = "--seed",
            defaultValue = "${env:REALIGN_SEED:-7}",
            description = "Random seed (REALIGN_SEED, ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--trusted-keys",
            required = true,
            defaultValue = "${env:REALIGN_TRUSTED_KEYS}",
            description = "PEM file with the public keys that releases are verified with (REALIGN_TRUSTED_KEYS)")
    private Path trustedKeys;

    @Option(
            names = "--metrics-ports",
            defaultValue = "${env:REALIGN_METRICS_PORTS}",
            description =
                    "Port of the Prometheus endpoint on all network interfaces, or a range of which the first free"
                            + " port is used; without it there is no endpoint (REALIGN_METRICS_PORTS)")
    private String metricsPorts;

    @Option(
            names = "--adapter",
            defaultValue = "${env:REALIGN_ADAPTER:-http://127.0.0.1:8080}",
            description = "URL of the adapter service (REALIGN_ADAPTER, ${DEFAULT-VALUE})")
    private URI adapterUrl;

    @Option(
            names = "--cache",
            defaultValue = "${env:REALIGN_CACHE}",
            description = "Directory for downloaded models (REALIGN_CACHE)")
    private Path cacheDirectory;

    /**
     * Runs the command line of a job.
     *
     * @param environment names of the environment variables
     * @return exit code: 0 if the job ended, 1 if it failed, 2 if a setting is invalid
     */
    public static int execute(Callable<Integer> job, Set<String> environment, String... arguments) {
        CommandLine command = new CommandLine(job);
        try {
            Stream<String> options = Arrays.stream(arguments).map(argument -> argument.split("=", 2)[0]);
            RenamedSettings.requireCurrentNames(
                    Stream.concat(environment.stream(), options).toList());
        } catch (IllegalArgumentException e) {
            command.getErr().println(e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        return command.setExecutionExceptionHandler(JobOptions::reportFailure).execute(arguments);
    }

    private static int reportFailure(Exception failure, CommandLine command, ParseResult arguments) {
        boolean expected = failure instanceof KafkaAccessException || failure instanceof JobFailedException;
        if (!expected) {
            LOG.error("{} failed", command.getCommandName(), failure);
        }
        command.getErr().println(expected ? failure.getMessage() : failure.toString());
        return CommandLine.ExitCode.SOFTWARE;
    }

    /**
     * Returns the settings of both jobs.
     *
     * @throws ParameterException if a setting is invalid
     */
    public JobSettings settings() {
        return validated(() -> new JobSettings(
                kafka.connection(command.commandLine()),
                new EventContract(features, labels, maxClockSkew),
                checkpoints.toAbsolutePath(),
                checkpointInterval,
                seed,
                TrustedKeys.read(trustedKeys),
                Optional.ofNullable(metricsPorts)));
    }

    /**
     * Returns the settings of model downloads; empty without a cache directory.
     *
     * @throws IllegalArgumentException if the URL of the adapter service or the file of trusted keys is invalid
     */
    public Optional<ModelLoaderSettings> loaderSettings() {
        return Optional.ofNullable(cacheDirectory)
                .map(directory -> new ModelLoaderSettings(
                        adapterUrl, directory.toAbsolutePath().toString(), TrustedKeys.read(trustedKeys)));
    }

    /** Converts an {@link IllegalArgumentException} of the supplier to a {@link ParameterException} of the command. */
    public <S> S validated(Supplier<S> settings) {
        try {
            return settings.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }
}
