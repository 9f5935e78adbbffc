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

/** Measures what swaps do to a consumer. */
@Command(
        name = "swaps",
        description = {
            "A consumer under load while models are swapped, with a broker of its own in another process: whether every event",
            "is answered, by the model that the answer names, how long it waits, and what memory it takes.",
            "Ends with code 1 if an event is answered by another model than it names."
        },
        mixinStandardHelpOptions = true)
final class SwapSuiteCommand implements Callable<Integer> {
    private static final long PATIENCE_SECONDS = 60;

    @Option(names = "--swaps", defaultValue = "1000", description = "How many (default: ${DEFAULT-VALUE}).")
    private int swaps;

    @Option(names = "--rate", defaultValue = "2000", description = "Events a second (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--work",
            required = true,
            paramLabel = "DIR",
            description = "An empty directory for log and cache.")
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
            if (!ready.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(
                        "expected the broker to be ready within a minute, see its log in " + work);
            }
            SwapSuite.Measurements seen = new SwapSuite(ports.bootstrap(), cache, swaps, rate, console).run();
            seen.print(console);
            return seen.wrong() == 0 ? 0 : 1;
        }
    }
}
