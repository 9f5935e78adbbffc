package io.realign.lab.detection;

import io.realign.lab.command.CaseFilter;
import io.realign.lab.stream.DigitStream;
import io.realign.lab.stream.StreamScenario;
import io.realign.window.RandomFeatures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The common options of commands that simulate the standard scenarios. */
abstract class SimulationCommand implements Callable<Integer> {
    @Option(
            names = "--random-features",
            defaultValue = "512",
            description = "Number of random features (${DEFAULT-VALUE}).")
    protected int randomFeatures;

    @Mixin
    private CaseFilter caseFilter;

    @Option(names = "--mnist", description = "Directory of the MNIST training files; adds streams of digits.")
    private Path mnist;

    @Spec
    protected CommandSpec spec;

    @Option(
            names = "--arl",
            defaultValue = "1000",
            description = "Requested average run length: mean number of events until a false alarm (${DEFAULT-VALUE}).")
    private int arl;

    @Option(names = "--rows", defaultValue = "1000", description = "Number of rows of a reference (${DEFAULT-VALUE}).")
    private int rows;

    @Option(names = "--seed", defaultValue = "1", description = "Random seed (${DEFAULT-VALUE}).")
    private long seed;

    /** Creates the plan of a simulation that only measures false alarms; see {@link #plan}. */
    final SimulationPlan planWithoutChanges(int minReferences, int references, int alarms) {
        return plan(minReferences, references, alarms, 1, 1);
    }

    /**
     * Creates the plan of the simulation.
     *
     * @throws ParameterException if a number is too small
     */
    final SimulationPlan plan(int minReferences, int references, int alarms, int changes, int eventsBeforeChange) {
        if (references < minReferences
                || IntStream.of(arl, alarms, changes, eventsBeforeChange).anyMatch(size -> size < 1)
                || rows < 200
                || !RandomFeatures.isValidOutputCount(randomFeatures)) {
            throw new ParameterException(
                    spec.commandLine(),
                    ("expected --references of %d or more, --rows of 200 or more, a power of two from 64 for --random-features,"
                                    + " other numbers of 1 or more")
                            .formatted(minReferences));
        }
        return new SimulationPlan(arl, alarms, references, rows, changes, eventsBeforeChange, seed);
    }

    /** Returns the selected ones of these scenarios and of the digits. Prints an error if the digits are left out. */
    final List<StreamScenario> select(List<StreamScenario> synthetic) {
        List<StreamScenario> scenarios = new ArrayList<>(synthetic);
        if (mnist != null) {
            scenarios.add(DigitStream.read(mnist).scenario());
        } else if (caseFilter.selects(DigitStream.SCENARIO)) {
            spec.commandLine()
                    .getErr()
                    .printf("the scenario %s is left out: expected --mnist DIR%n", DigitStream.SCENARIO);
        }
        return caseFilter.select(scenarios, StreamScenario::name);
    }
}
