package io.realign.cli.feed;

import java.time.Clock;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Options of all feeds. */
final class FeedOptions {
    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--bootstrap",
            defaultValue = "${env:REALIGN_BOOTSTRAP:-127.0.0.1:9092}",
            description = "Kafka broker, host:port (REALIGN_BOOTSTRAP, ${DEFAULT-VALUE}).")
    private String bootstrap;

    @Option(names = "--rate", defaultValue = "50", description = "Events per second in each domain (${DEFAULT-VALUE}).")
    private double rate;

    @Option(
            names = "--seed",
            defaultValue = "${env:REALIGN_SEED:-7}",
            description = "Random seed of the stream (REALIGN_SEED, ${DEFAULT-VALUE}).")
    private long seed;

    FeedSession openSession() {
        return new FeedSession(bootstrap, Clock.systemUTC(), this::print);
    }

    /** Rejects a rate that is not above 0. */
    void validate() {
        if (!(rate > 0) || Double.isInfinite(rate)) {
            throw usageError("--rate: expected a number of events per second above 0, got " + rate);
        }
    }

    double rate() {
        validate();
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
