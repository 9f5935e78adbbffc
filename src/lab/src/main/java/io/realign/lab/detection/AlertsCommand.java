package io.realign.lab.detection;

import io.realign.alert.Channel;
import io.realign.alert.DetectorState;
import io.realign.alert.FittedReference;
import io.realign.lab.command.MarkdownTable;
import io.realign.lab.detector.DyadicMmd;
import io.realign.lab.stream.FeatureStream;
import io.realign.lab.stream.StreamChange;
import io.realign.lab.stream.StreamScenario;
import io.realign.lab.stream.StreamScenarios;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Measures suspicions and alerts of the complete drift detector, with and without changes. */
@Command(
        name = "alerts",
        description = {
            "Measures suspicions and alerts of the complete drift detector on the raw features.",
            "The first table counts both in streams without change, the second prints their delays after a change."
        },
        mixinStandardHelpOptions = true)
public final class AlertsCommand extends SimulationCommand {
    @Option(names = "--references", defaultValue = "20", description = "Number of references (${DEFAULT-VALUE}).")
    private int references;

    @Option(
            names = "--events",
            defaultValue = "100000",
            description = "Number of events without change per reference; 0 leaves the table out (${DEFAULT-VALUE}).")
    private int events;

    @Option(
            names = "--trials",
            defaultValue = "20",
            description = "Number of trials with each change; 0 leaves the table out (${DEFAULT-VALUE}).")
    private int trials;

    @Option(
            names = "--events-before-change",
            defaultValue = "300",
            description = "Number of events before a change (${DEFAULT-VALUE}).")
    private int eventsBeforeChange;

    @Option(
            names = "--max-delay",
            defaultValue = "6000",
            description = "Number of events after which a change without an alert is missed (${DEFAULT-VALUE}).")
    private int maxDelay;

    @Option(
            names = "--window",
            defaultValue = "128",
            description = "Minimum number of events that confirm a suspicion (${DEFAULT-VALUE}).")
    private int window;

    @Override
    public Integer call() {
        if (events < 0 || trials < 0 || maxDelay < 1 || window < DetectorState.MIN_WINDOW) {
            throw new ParameterException(
                    spec.commandLine(),
                    "expected --events and --trials of 0 or more, --max-delay of 1 or more, --window of %d or more"
                            .formatted(DetectorState.MIN_WINDOW));
        }
        SimulationPlan plan = plan(1, references, 1, Math.max(1, trials), eventsBeforeChange);
        List<StreamScenario> scenarios = select(StreamScenarios.all());
        if (events > 0) {
            printFalseAlarms(plan, scenarios);
        }
        if (trials > 0) {
            printDelays(plan, scenarios);
        }
        return 0;
    }

    private void printFalseAlarms(SimulationPlan plan, List<StreamScenario> scenarios) {
        MarkdownTable table = new MarkdownTable(
                spec.commandLine().getOut(),
                List.of("scenario", "events", "expected suspicions", "suspicions", "alerts", "confirmed, %"));
        for (StreamScenario scenario : scenarios) {
            FalseAlarms alarms = IntStream.range(0, plan.references())
                    .mapToObj(number -> falseAlarms(plan, scenario, number))
                    .reduce(FalseAlarms.NONE, FalseAlarms::plus);
            table.row(
                    "%s | %d | %.0f | %d | %d | %.1f",
                    scenario.name(),
                    alarms.events(),
                    alarms.expectedSuspicions(),
                    alarms.counts().suspicions(),
                    alarms.counts().alerts(),
                    alarms.counts().confirmedPercent());
        }
    }

    private FalseAlarms falseAlarms(SimulationPlan plan, StreamScenario scenario, int number) {
        FittedReference reference = fitReference(plan, scenario, number);
        MonitoredDomain domain = new MonitoredDomain(Map.of(Channel.RAW, reference), window);
        FeatureStream stream = scenario.generator().start(plan.random(scenario, "quiet", number));
        for (int event = 0; event < events; event++) {
            domain.observe(Map.of(Channel.RAW, stream.next()));
        }
        return FalseAlarms.of(reference, events, domain.counts(Channel.RAW));
    }

    private void printDelays(SimulationPlan plan, List<StreamScenario> scenarios) {
        spec.commandLine().getOut().println();
        MarkdownTable table = new MarkdownTable(
                spec.commandLine().getOut(),
                List.of(
                        "scenario",
                        "change",
                        "trials",
                        "confirmed",
                        "missed",
                        "mean delay of suspicion",
                        "worst",
                        "mean delay of alert",
                        "worst"));
        for (StreamScenario scenario : scenarios) {
            if (!scenario.changes().isEmpty()) {
                List<FittedReference> fitted = IntStream.range(0, plan.references())
                        .mapToObj(number -> fitReference(plan, scenario, number))
                        .toList();
                scenario.changes().forEach(change -> printDelay(plan, scenario, change, fitted, table));
            }
        }
    }

    private void printDelay(
            SimulationPlan plan,
            StreamScenario scenario,
            StreamChange change,
            List<FittedReference> fitted,
            MarkdownTable table) {
        List<AlertDelay> delays = new ArrayList<>();
        for (int run = 0; run < trials; run++) {
            Random random = plan.random(scenario, change.kind(), run);
            FeatureStream stream =
                    change.applyAfter(eventsBeforeChange, scenario.generator().start(random), random);
            delay(fitted.get(run % fitted.size()), stream).ifPresent(delays::add);
        }
        long confirmed = delays.stream().filter(AlertDelay::confirmed).count();
        IntSummaryStatistics suspicions =
                delays.stream().mapToInt(AlertDelay::suspicion).summaryStatistics();
        IntSummaryStatistics alerts =
                delays.stream().mapToInt(AlertDelay::alert).summaryStatistics();
        table.row(
                "%s | %s | %d | %d | %d | %.0f | %d | %.0f | %d",
                scenario.name(),
                change.kind(),
                delays.size(),
                confirmed,
                delays.size() - confirmed,
                suspicions.getAverage(),
                suspicions.getMax(),
                alerts.getAverage(),
                alerts.getMax());
    }

    /** Returns the delay after a change; empty if there was an alert before the change. */
    private Optional<AlertDelay> delay(FittedReference reference, FeatureStream stream) {
        MonitoredDomain domain = new MonitoredDomain(Map.of(Channel.RAW, reference), window);
        for (int event = 0; event < eventsBeforeChange; event++) {
            if (domain.observe(Map.of(Channel.RAW, stream.next()))) {
                return Optional.empty();
            }
        }
        int suspicion = maxDelay;
        for (int event = 1; event <= maxDelay; event++) {
            boolean alert = domain.observe(Map.of(Channel.RAW, stream.next()));
            if (alert || domain.isSuspected()) {
                suspicion = Math.min(suspicion, event);
            }
            if (alert) {
                return Optional.of(new AlertDelay(suspicion, event, true));
            }
        }
        return Optional.of(new AlertDelay(suspicion, maxDelay, false));
    }

    private FittedReference fitReference(SimulationPlan plan, StreamScenario scenario, int number) {
        return new DyadicMmd(randomFeatures)
                .fitReference(plan.reference(scenario, number), plan.arl(), plan.seed() + number);
    }
}
