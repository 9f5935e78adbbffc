package io.realign.jobs.runtime;

import io.realign.event.EventContract;
import io.realign.model.TrustedKeys;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that both jobs have; each takes its default from the environment. */
public final class JobOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--bootstrap",
            defaultValue = "${env:REALIGN_BOOTSTRAP:-127.0.0.1:9092}",
            description = "Kafka brokers, host:port (REALIGN_BOOTSTRAP, ${DEFAULT-VALUE})")
    private String bootstrap;

    @Option(
            names = "--features",
            required = true,
            defaultValue = "${env:REALIGN_FEATURES}",
            description = "number of features of an event (REALIGN_FEATURES)")
    private int features;

    @Option(
            names = "--labels",
            required = true,
            split = ",",
            defaultValue = "${env:REALIGN_LABELS}",
            description = "class names in the order of the model's outputs (REALIGN_LABELS)")
    private List<String> labels;

    @Option(
            names = "--future-tolerance",
            defaultValue = "${env:REALIGN_FUTURE_TOLERANCE:-PT1H}",
            description =
                    "how far ahead of the clock an event time may lie (REALIGN_FUTURE_TOLERANCE, ${DEFAULT-VALUE})")
    private Duration maxClockSkew;

    @Option(
            names = "--checkpoints",
            required = true,
            defaultValue = "${env:REALIGN_CHECKPOINTS}",
            description = "directory of the checkpoints (REALIGN_CHECKPOINTS)")
    private Path checkpoints;

    @Option(
            names = "--checkpoint-interval",
            defaultValue = "${env:REALIGN_CHECKPOINT_INTERVAL:-PT1S}",
            description = "time between checkpoints (REALIGN_CHECKPOINT_INTERVAL, ${DEFAULT-VALUE})")
    private Duration checkpointInterval;

    @Option(
            names = "--seed",
            defaultValue = "${env:REALIGN_SEED:-7}",
            description = "seed of everything that is drawn (REALIGN_SEED, ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--trusted-keys",
            required = true,
            defaultValue = "${env:REALIGN_TRUSTED_KEYS}",
            description = "PEM file of the public keys whose releases are used (REALIGN_TRUSTED_KEYS)")
    private Path trustedKeys;

    @Option(
            names = "--metrics-ports",
            defaultValue = "${env:REALIGN_METRICS_PORTS}",
            description = "where Prometheus may ask, a port or a range of which the first free one is taken; on every"
                    + " address of the machine, and nowhere if not given (REALIGN_METRICS_PORTS)")
    private String metricsPorts;

    /** The settings, or a {@link ParameterException} that names the key, what was expected and what came. */
    public JobSettings settings() {
        return validated(() -> new JobSettings(
                bootstrap,
                new EventContract(features, labels, maxClockSkew),
                checkpoints.toAbsolutePath(),
                checkpointInterval,
                seed,
                TrustedKeys.read(trustedKeys),
                Optional.ofNullable(metricsPorts)));
    }

    /** Turns what a settings record refuses into a wrong setting of this command. */
    public <S> S validated(Supplier<S> settings) {
        try {
            return settings.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }
}
