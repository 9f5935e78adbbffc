package io.realign.lab.detection;

import io.realign.lab.command.CaseFilter;
import io.realign.lab.command.MarkdownTable;
import io.realign.lab.detector.DetectionMethods;
import io.realign.lab.detector.SelfCalibratingMethod;
import io.realign.lab.stream.FeatureStream;
import io.realign.lab.stream.StreamScenario;
import io.realign.lab.stream.StreamScenarios;
import io.realign.window.RandomFeatures;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures how close the average run length of a method is to the requested one. */
@Command(
        name = "arl",
        description = {
            "Measures the average run length of self-calibrating methods.",
            "Prints the mean over references, its standard error, the spread over references, and the pooled value."
        },
        mixinStandardHelpOptions = true)
public final class ArlCommand implements Callable<Integer> {
    @Option(names = "--arl", defaultValue = "1000", description = "Requested average run length (${DEFAULT-VALUE}).")
    private int arl;

    @Option(
            names = "--references",
            defaultValue = "20",
            description = "Number of references, 2 or more (${DEFAULT-VALUE}).")
    private int references;

    @Option(names = "--alarms", defaultValue = "300", description = "Alarms per reference (${DEFAULT-VALUE}).")
    private int alarms;

    @Option(names = "--rows", defaultValue = "1000", description = "Rows of a reference (${DEFAULT-VALUE}).")
    private int rows;

    @Option(names = "--outputs", defaultValue = "512", description = "Number of random features (${DEFAULT-VALUE}).")
    private int outputs;

    @Option(names = "--seed", defaultValue = "1", description = "Random seed (${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private CaseFilter only;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (references < 2
                || Stream.of(arl, alarms).anyMatch(size -> size < 1)
                || rows < 200
                || !RandomFeatures.isValidOutputCount(outputs)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "expected --references of 2 or more, --rows of 200 or more, --outputs a power of two from 64, others of 1 or"
                            + " more");
        }
        SimulationPlan plan = new SimulationPlan(arl, alarms, references, rows, 1, 1, seed);
        PrintWriter out = spec.commandLine().getOut();
        MarkdownTable table = new MarkdownTable(
                out, List.of("scenario", "method", "mean ARL", "spread", "least", "most", "alarms", "events / alarms"));
        List<StreamScenario> settings = Stream.concat(
                        StreamScenarios.withChanges().stream(), StreamScenarios.autocorrelated().stream())
                .toList();
        only.select(settings, StreamScenario::name).forEach(setting -> DetectionMethods.all(outputs).stream()
                .filter(SelfCalibratingMethod.class::isInstance)
                .map(SelfCalibratingMethod.class::cast)
                .forEach(method -> table.row(row(plan, setting, method))));
        return 0;
    }

    private static List<String> row(SimulationPlan plan, StreamScenario setting, SelfCalibratingMethod method) {
        List<RunLength> lengths = new ArrayList<>();
        for (int number = 0; number < plan.references(); number++) {
            float[][] reference = plan.reference(setting, number);
            long seed = plan.seed() + number;
            double threshold = method.threshold(reference, plan.arl(), seed);
            FeatureStream stream = setting.generator().start(plan.random(setting, "quiet", number));
            lengths.add(RunLength.measure(method.fit(reference, seed), threshold, stream, plan));
        }
        List<Double> each = lengths.stream().map(RunLength::mean).toList();
        MeanEstimate mean = MeanEstimate.of(each);
        long alarms = lengths.stream().mapToLong(RunLength::alarms).sum();
        long events = lengths.stream().mapToLong(RunLength::events).sum();
        return List.of(
                setting.name(),
                method.name(),
                mean.toString(),
                String.format(Locale.ROOT, "%.0f", mean.standardDeviation()),
                String.format(
                        Locale.ROOT, "%.0f", each.stream().min(Double::compare).orElseThrow()),
                String.format(
                        Locale.ROOT, "%.0f", each.stream().max(Double::compare).orElseThrow()),
                Long.toString(alarms),
                String.format(Locale.ROOT, "%.0f", (double) events / alarms));
    }
}
