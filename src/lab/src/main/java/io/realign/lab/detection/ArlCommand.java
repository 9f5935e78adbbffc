package io.realign.lab.detection;

import io.realign.lab.command.MarkdownTable;
import io.realign.lab.detector.DetectionMethod;
import io.realign.lab.detector.DetectionMethods;
import io.realign.lab.detector.SelfCalibratingMethod;
import io.realign.lab.stream.FeatureStream;
import io.realign.lab.stream.StreamScenario;
import io.realign.lab.stream.StreamScenarios;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Compares the average run length of a method with the requested one. */
@Command(
        name = "arl",
        description = {
            "Measures the average run length of self-calibrating methods.",
            "These methods calibrate their threshold on the reference alone. Prints the mean over references with its",
            "standard error, the standard deviation over references, and all events divided by all alarms."
        },
        mixinStandardHelpOptions = true)
public final class ArlCommand extends SimulationCommand {
    private static final int MIN_REFERENCES = 2;

    @Option(
            names = "--references",
            defaultValue = "20",
            description = "Number of references, 2 or more (${DEFAULT-VALUE}).")
    private int references;

    @Option(
            names = "--alarms",
            defaultValue = "300",
            description = "Number of false alarms per reference (${DEFAULT-VALUE}).")
    private int alarms;

    @Override
    public Integer call() {
        SimulationPlan plan = planWithoutChanges(MIN_REFERENCES, references, alarms);
        MarkdownTable table = new MarkdownTable(
                spec.commandLine().getOut(),
                List.of("scenario", "method", "mean ARL", "spread", "min", "max", "alarms", "events / alarms"));
        for (StreamScenario scenario : caseFilter.select(StreamScenarios.all(), StreamScenario::name)) {
            for (DetectionMethod method : DetectionMethods.all(randomFeatures)) {
                if (method instanceof SelfCalibratingMethod selfCalibrating) {
                    measure(plan, scenario, selfCalibrating, table);
                }
            }
        }
        return 0;
    }

    private static void measure(
            SimulationPlan plan, StreamScenario scenario, SelfCalibratingMethod method, MarkdownTable table) {
        List<RunLength> runLengths = new ArrayList<>();
        for (int number = 0; number < plan.references(); number++) {
            float[][] reference = plan.reference(scenario, number);
            long seed = plan.seed() + number;
            double threshold = method.threshold(reference, plan.arl(), seed);
            FeatureStream stream = scenario.generator().start(plan.random(scenario, "quiet", number));
            runLengths.add(RunLength.measure(method.fit(reference, seed), threshold, stream, plan));
        }
        MeanEstimate mean =
                MeanEstimate.of(runLengths.stream().map(RunLength::mean).toList());
        DoubleSummaryStatistics range =
                runLengths.stream().mapToDouble(RunLength::mean).summaryStatistics();
        long alarms = runLengths.stream().mapToLong(RunLength::alarms).sum();
        long events = runLengths.stream().mapToLong(RunLength::events).sum();
        table.row(
                "%s | %s | %s | %.0f | %.0f | %.0f | %d | %.0f",
                scenario.name(),
                method.name(),
                mean,
                mean.standardDeviation(),
                range.getMin(),
                range.getMax(),
                alarms,
                (double) events / alarms);
    }
}
