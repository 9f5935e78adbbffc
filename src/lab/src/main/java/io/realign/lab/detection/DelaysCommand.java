package io.realign.lab.detection;

import io.realign.lab.command.CaseFilter;
import io.realign.lab.command.MarkdownTable;
import io.realign.lab.detector.DetectionMethod;
import io.realign.lab.detector.DetectionMethods;
import io.realign.lab.stream.DigitStream;
import io.realign.lab.stream.StreamScenario;
import io.realign.lab.stream.StreamScenarios;
import io.realign.window.RandomFeatures;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures detection delays at equal false alarm rates. */
@Command(
        name = "delays",
        description = {
            "Measures detection delays at equal false alarm rates.",
            "Prints the mean number of events from a change to the alarm, and its standard error. Thresholds are set on",
            "simulated streams without change."
        },
        mixinStandardHelpOptions = true)
public final class DelaysCommand implements Callable<Integer> {
    @Option(names = "--arl", defaultValue = "1000", description = "Average run length (${DEFAULT-VALUE}).")
    private int arl;

    @Option(names = "--alarms", defaultValue = "400", description = "False alarms per threshold (${DEFAULT-VALUE}).")
    private int alarms;

    @Option(names = "--references", defaultValue = "100", description = "Number of references (${DEFAULT-VALUE}).")
    private int references;

    @Option(names = "--rows", defaultValue = "1000", description = "Rows of a reference (${DEFAULT-VALUE}).")
    private int rows;

    @Option(names = "--outputs", defaultValue = "512", description = "Number of random features (${DEFAULT-VALUE}).")
    private int outputs;

    @Option(names = "--events", defaultValue = "300", description = "Changes of each kind (${DEFAULT-VALUE}).")
    private int changes;

    @Option(names = "--quiet", defaultValue = "300", description = "Events before a change (${DEFAULT-VALUE}).")
    private int quiet;

    @Option(names = "--seed", defaultValue = "1", description = "Random seed (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--mnist", description = "Directory of the MNIST training files; adds streams of digits.")
    private Path mnist;

    @Mixin
    private CaseFilter only;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (Stream.of(arl, alarms, references, changes, quiet).anyMatch(size -> size < 1)
                || rows < 200
                || !RandomFeatures.isValidOutputCount(outputs)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "expected sizes of 1 or more, --rows of 200 or more, --outputs a power of two from 64");
        }
        SimulationPlan plan = new SimulationPlan(arl, alarms, references, rows, changes, quiet, seed);
        List<DetectionMethod> methods = DetectionMethods.all(outputs);
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%s, %d random features%n%n", plan, outputs);
        List<String> columns = new ArrayList<>(List.of("scenario", "change"));
        methods.forEach(method -> columns.add(method.name()));
        MarkdownTable table = new MarkdownTable(out, columns);
        for (StreamScenario setting : settings()) {
            rows(plan, setting, methods).forEach(table::row);
        }
        return 0;
    }

    private List<StreamScenario> settings() {
        List<StreamScenario> settings = new ArrayList<>(StreamScenarios.withChanges());
        if (mnist != null) {
            settings.add(DigitStream.read(mnist).scenario());
        }
        return only.select(settings, StreamScenario::name);
    }

    private static List<List<String>> rows(SimulationPlan plan, StreamScenario setting, List<DetectionMethod> methods) {
        List<Map<String, MeanEstimate>> delays = methods.stream()
                .map(method -> DetectionDelays.measure(plan, setting, method))
                .toList();
        return setting.changes().stream()
                .map(change -> Stream.concat(
                                Stream.of(setting.name(), change.kind()),
                                delays.stream()
                                        .map(means -> means.get(change.kind()).toString()))
                        .toList())
                .toList();
    }
}
