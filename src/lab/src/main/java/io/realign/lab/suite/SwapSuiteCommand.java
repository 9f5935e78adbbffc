package io.realign.lab.suite;

import io.realign.cli.launch.Installation;
import io.realign.cli.launch.Ports;
import io.realign.cli.launch.ProcessGroup;
import io.realign.cli.launch.Program;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs {@link SwapSuite} with a broker in a child process. */
@Command(
        name = "swaps",
        description = {
            "Measures a consumer under load while models are swapped.",
            "Runs a broker in another process. Checks that the prediction for every event comes from the model version",
            "that it names, and prints latency and memory. Exits with code 1 if a prediction comes from another version."
        })
final class SwapSuiteCommand implements Callable<Integer> {
    private static final long TIMEOUT_SECONDS = 60;

    @Option(
            names = "--swaps",
            defaultValue = "1000",
            description = "Number of model swaps (default: ${DEFAULT-VALUE}).")
    private int swaps;

    @Option(names = "--rate", defaultValue = "2000", description = "Events per second (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(names = "--work", required = true, paramLabel = "DIR", description = "Empty directory for logs and cache.")
    private Path work;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (swaps < 10 || rate < 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "expected --swaps of at least 10 and a --rate of at least 1, got %d and %d".formatted(swaps, rate));
        }
        PrintWriter console = spec.commandLine().getOut();
        Path cache = Files.createDirectories(work.resolve("cache"));
        Ports ports = Ports.free();
        CountDownLatch ready = new CountDownLatch(1);
        try (ProcessGroup children = new ProcessGroup(work, work)) {
            Program broker = Program.broker(Installation.ofThisJar(), ports, work);
            children.start(broker, line -> {
                if (line.startsWith("broker ready")) {
                    ready.countDown();
                }
            });
            if (!ready.await(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(
                        "expected the broker to be ready within a minute: see its log in " + work);
            }
            SwapSuite.Measurements measurements = new SwapSuite(ports.bootstrap(), cache, swaps, rate, console).run();
            measurements.print(console);
            return measurements.mismatches() == 0 ? 0 : 1;
        }
    }
}
