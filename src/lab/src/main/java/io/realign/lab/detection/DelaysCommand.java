package io.realign.lab.detection;

import io.realign.lab.command.MarkdownTable;
import io.realign.lab.detector.DetectionMethod;
import io.realign.lab.detector.DetectionMethods;
import io.realign.lab.stream.StreamChange;
import io.realign.lab.stream.StreamScenario;
import io.realign.lab.stream.StreamScenarios;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures detection delays at equal false alarm rates. */
@Command(
        name = "delays",
        description = {
            "Measures detection delays at equal false alarm rates.",
            "Prints the mean number of events from a change to the alarm, and its standard error. The threshold",
            "of each method is set on simulated streams without change."
        },
        mixinStandardHelpOptions = true)
public final class DelaysCommand extends SimulationCommand {
    @Option(
            names = "--alarms",
            defaultValue = "400",
            description = "Minimum number of false alarms from which a threshold is estimated (${DEFAULT-VALUE}).")
    private int alarms;

    @Option(names = "--references", defaultValue = "100", description = "Number of references (${DEFAULT-VALUE}).")
    private int references;

    @Option(
            names = "--changes",
            defaultValue = "300",
            description = "Number of simulated changes of each kind (${DEFAULT-VALUE}).")
    private int changes;

    @Option(
            names = "--events-before-change",
            defaultValue = "300",
            description = "Number of events before a change (${DEFAULT-VALUE}).")
    private int eventsBeforeChange;

    @Mixin
    private MethodFilter methodFilter;

    @Override
    public Integer call() {
        SimulationPlan plan = plan(1, references, alarms, changes, eventsBeforeChange);
        List<DetectionMethod> methods = methodFilter.select(DetectionMethods.all(randomFeatures));
        List<StreamScenario> scenarios = select(StreamScenarios.withChanges());
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%s, %d random features%n%n", plan, randomFeatures);
        List<String> columns = new ArrayList<>(List.of("scenario", "change"));
        methods.forEach(method -> columns.add(method.name()));
        MarkdownTable table = new MarkdownTable(out, columns);
        for (StreamScenario scenario : scenarios) {
            List<Map<String, MeanEstimate>> delays = methods.stream()
                    .map(method -> DetectionDelays.measure(plan, scenario, method))
                    .toList();
            for (StreamChange change : scenario.changes()) {
                List<String> cells = new ArrayList<>(List.of(scenario.name(), change.kind()));
                delays.forEach(means -> cells.add(means.get(change.kind()).toString()));
                table.row(cells);
            }
        }
        return 0;
    }
}
