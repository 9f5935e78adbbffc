package io.realign.cli.feed;

import io.realign.cli.kafka.KafkaOptions;
import io.realign.client.internal.KafkaAccess;
import io.realign.schemas.KafkaConnection;
import io.realign.schemas.KafkaProgram;
import java.time.Clock;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Options of all feeds. */
final class FeedOptions {
    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Mixin
    private KafkaOptions kafka;

    @Option(names = "--rate", defaultValue = "50", description = "Events per second in each domain (${DEFAULT-VALUE}).")
    private double rate;

    @Option(
            names = "--seed",
            defaultValue = "${env:REALIGN_SEED:-7}",
            description = "Random seed of the stream (REALIGN_SEED, ${DEFAULT-VALUE}).")
    private long seed;

    /**
     * Waits until a broker answers and opens a session.
     *
     * @throws io.realign.client.internal.KafkaAccessException if the broker rejects the connection, or if topics or permissions are
     *     missing
     */
    FeedSession openSession() {
        KafkaConnection connection = kafka.connection(spec.commandLine());
        new KafkaAccess(connection, KafkaProgram.FEED).await(this::print);
        return new FeedSession(connection, Clock.systemUTC(), this::print);
    }

    /** Rejects a rate that is not positive and finite. */
    void validateRate() {
        if (!(rate > 0) || Double.isInfinite(rate)) {
            throw usageError("--rate: expected a number of events per second above 0, got " + rate);
        }
    }

    double rate() {
        validateRate();
        return rate;
    }

    long seed() {
        return seed;
    }

    void print(String line) {
        spec.commandLine().getOut().println(line);
    }

    ParameterException usageError(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
