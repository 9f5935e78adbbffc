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
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the adaptation loop on this machine. */
@Command(
        name = "demo",
        description = {
            "Runs the adaptation loop on this machine: broker, adapter service, drift job, scoring job and",
            "event producer. Without --data the producer simulates sensors; with --data it sends the batches of that",
            "directory."
        })
public final class DemoCommand implements Callable<Integer> {
    private static final Duration DEFAULT_KEEP_RUNNING = Duration.ofMinutes(2);

    @Spec
    private CommandSpec spec;

    @Option(names = "--data", description = "Directory with batch1.dat, batch2.dat, ... (UCI gas sensor array drift).")
    private Path data;

    @Option(
            names = "--keep-running",
            description = {
                "Time to keep all programs running after the first adaptation or the end of the data, such as PT30S;",
                "by default PT2M, or PT0S with --data."
            })
    private Duration keepRunning;

    @Option(
            names = "--dir",
            description = "Working directory, which must be empty; by default a new temporary directory.")
    private Path directory;

    @Option(names = "--seed", defaultValue = "7", description = "Random seed (${DEFAULT-VALUE}).")
    private long seed;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Installation installation = Installation.ofThisJar();
        installation.requireBuildOutputs();
        DemoScenario scenario = scenario();
        Path work = workingDirectory();
        Programs programs = new Programs(installation, scenario.stream(), work, Ports.free(), seed, scenario.rollout());
        DemoConsole console = new DemoConsole(spec.commandLine().getOut(), Clock.systemUTC());
        Path logs = Files.createDirectories(work.resolve("logs"));
        console.print("logs of all programs: " + logs);
        ProcessGroup children = new ProcessGroup(work, logs);
        Runtime.getRuntime().addShutdownHook(new Thread(children::stop, "end-children"));
        try (children) {
            new Demo(programs, scenario, children, console).run(keepRunning());
        }
        return 0;
    }

    private DemoScenario scenario() {
        try {
            return data == null ? DemoScenario.simulation(seed) : DemoScenario.batches(data, seed);
        } catch (MalformedFileException e) {
            throw new ParameterException(spec.commandLine(), "--data: " + e.getMessage(), e);
        }
    }

    private Duration keepRunning() {
        if (keepRunning == null) {
            return data == null ? DEFAULT_KEEP_RUNNING : Duration.ZERO;
        }
        if (keepRunning.isNegative()) {
            throw new ParameterException(
                    spec.commandLine(), "--keep-running: expected zero or more, got " + keepRunning);
        }
        return keepRunning;
    }

    private Path workingDirectory() throws IOException {
        if (directory == null) {
            return Files.createTempDirectory("realign-demo-");
        }
        Path work = Files.createDirectories(directory).toAbsolutePath();
        try (var files = Files.list(work)) {
            if (files.findAny().isPresent()) {
                throw new ParameterException(
                        spec.commandLine(), "--dir: expected an empty directory, got " + work + " with files");
            }
        }
        return work;
    }
}
