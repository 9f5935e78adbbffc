package io.realign.lab.suite;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measurements of the learner. */
@Command(
        name = "suite",
        description = "Measures the learner on data whose labels are known, and uses them to score alone.",
        mixinStandardHelpOptions = true,
        subcommands = {
            GasSuiteCommand.class,
            SyntheticSuiteCommand.class,
            GateSuiteCommand.class,
            DigitsSuiteCommand.class,
            EnduranceSuiteCommand.class,
            SwapSuiteCommand.class
        })
public final class SuiteCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "expected a suite: gas, synthetic, gate, digits, endurance or swaps");
    }
}
