package io.realign.cli.demo;

import io.realign.cli.launch.Installation;
import io.realign.cli.launch.Ports;
import io.realign.cli.launch.ProcessGroup;
import io.realign.cli.launch.Programs;
import io.realign.cli.rows.MalformedFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the whole loop. */
@Command(
        name = "demo",
        description = {
            "Runs the whole loop on this machine: broker, adapter service, drift job, scoring job, feeder.",
            "Without --data the feeder simulates sensors; with it, it walks through the batches in a directory."
        },
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    private static final Duration LINGER = Duration.ofMinutes(2);

    @Spec
    private CommandSpec spec;

    @Option(names = "--data", description = "Directory with batch1.dat, batch2.dat, ... (UCI gas sensor array drift).")
    private Path data;

    @Option(
            names = "--linger",
            description = "How long everything stays up afterwards, such as PT30S (PT2M; with --data PT0S).")
    private Duration linger;

    @Option(
            names = "--dir",
            description = "Working directory, a fresh one; by default in the system's temporary folder.")
    private Path directory;

    @Option(names = "--seed", defaultValue = "7", description = "Same seed, same stream (${DEFAULT-VALUE}).")
    private long seed;

    @Override
    public Integer call() throws IOException {
        Installation installation = Installation.ofThisJar();
        installation.check();
        DemoScenario plan = plan();
        Path work = work();
        Programs programs = new Programs(installation, plan.stream(), work, Ports.free(), seed, plan.rolloutSpeed());
        DemoConsole console = new DemoConsole(spec.commandLine().getOut(), Clock.systemUTC());
        Path logs = Files.createDirectories(work.resolve("logs"));
        console.print("logs of all programs: " + logs);
        ProcessGroup children = new ProcessGroup(work, logs);
        Runtime.getRuntime().addShutdownHook(new Thread(children::stop, "end-children"));
        try (children) {
            new Demo(programs, plan, children, console).run(linger());
        }
        return 0;
    }

    private DemoScenario plan() {
        try {
            return DemoScenario.of(Optional.ofNullable(data), seed);
        } catch (MalformedFileException e) {
            throw new ParameterException(spec.commandLine(), "--data: " + e.getMessage(), e);
        }
    }

    private Duration linger() {
        if (linger == null) {
            return data == null ? LINGER : Duration.ZERO;
        }
        if (linger.isNegative()) {
            throw new ParameterException(spec.commandLine(), "--linger: expected zero or more, got " + linger);
        }
        return linger;
    }

    private Path work() throws IOException {
        if (directory == null) {
            return Files.createTempDirectory("realign-demo-");
        }
        Path work = Files.createDirectories(directory).toAbsolutePath();
        try (var files = Files.list(work)) {
            if (files.findAny().isPresent()) {
                throw new ParameterException(
                        spec.commandLine(), "--dir: expected an empty directory, got one with files: " + work);
            }
        }
        return work;
    }
}
