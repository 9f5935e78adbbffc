package io.realign.lab.detection;

import io.realign.lab.command.MarkdownTable;
import io.realign.lab.detector.CalibratedDetector;
import io.realign.lab.detector.DetectionMethods;
import io.realign.lab.detector.SelfCalibratingMethod;
import io.realign.lab.stream.FeatureStream;
import io.realign.lab.stream.StreamScenario;
import io.realign.lab.stream.StreamScenarios;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares the average run length of a method with the requested one. */
@Command(
        name = "arl",
        description = {
            "Measures the average run length of self-calibrating methods.",
            "These methods calibrate their threshold on the reference alone. The promised ARL is the one that the rows",
            "of a reference support; a longer one is declined. Prints the measured ARL divided by the promised one:",
            "the mean over references with its standard error, the standard deviation, the minimum and the maximum."
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

    @Mixin
    private MethodFilter methodFilter;

    @Override
    public Integer call() {
        SimulationPlan plan = planWithoutChanges(MIN_REFERENCES, references, alarms);
        List<SelfCalibratingMethod> methods = methodFilter.select(DetectionMethods.selfCalibrating(randomFeatures));
        List<StreamScenario> scenarios = select(StreamScenarios.all());
        MarkdownTable table = new MarkdownTable(
                spec.commandLine().getOut(),
                List.of(
                        "scenario",
                        "method",
                        "rows",
                        "requested ARL",
                        "promised ARL",
                        "not calibrated",
                        "ARL / promised",
                        "spread",
                        "min",
                        "max",
                        "alarms",
                        "events / alarms"));
        for (StreamScenario scenario : scenarios) {
            for (SelfCalibratingMethod method : methods) {
                measure(plan, scenario, method, table);
            }
        }
        return 0;
    }

    private static void measure(
            SimulationPlan plan, StreamScenario scenario, SelfCalibratingMethod method, MarkdownTable table) {
        List<RunLength> runLengths = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        double promisedArl = 0;
        int notCalibrated = 0;
        for (int number = 0; number < plan.references(); number++) {
            CalibratedDetector calibrated =
                    method.calibrate(plan.reference(scenario, number), plan.arl(), plan.seed() + number);
            FeatureStream stream = scenario.generator().start(plan.random(scenario, "quiet", number));
            RunLength runLength = RunLength.measure(calibrated, stream, plan.alarms());
            // All references have the same number of rows and therefore the same promise.
            promisedArl = calibrated.promisedArl();
            notCalibrated += calibrated.calibrated() ? 0 : 1;
            runLengths.add(runLength);
            ratios.add(runLength.mean() / promisedArl);
        }
        MeanEstimate ratio = MeanEstimate.of(ratios);
        long alarms = runLengths.stream().mapToLong(RunLength::alarms).sum();
        long events = runLengths.stream().mapToLong(RunLength::events).sum();
        table.row(
                "%s | %s | %d | %d | %s | %d | %.2f ± %.2f | %.2f | %.2f | %.2f | %d | %.0f",
                scenario.name(),
                method.name(),
                plan.rows(),
                plan.arl(),
                promise(promisedArl, plan.arl()),
                notCalibrated,
                ratio.mean(),
                ratio.standardError(),
                ratio.standardDeviation(),
                Collections.min(ratios),
                Collections.max(ratios),
                alarms,
                (double) events / alarms);
    }

    private static String promise(double promisedArl, int requestedArl) {
        return String.format(Locale.ROOT, "%.0f%s", promisedArl, promisedArl < requestedArl ? " (declined)" : "");
    }
}
