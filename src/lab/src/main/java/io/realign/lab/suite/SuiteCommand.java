package io.realign.lab.suite;

import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** Groups the suites that measure the learner. */
@Command(
        name = "suite",
        description = "Measures the learner on data with known labels, which are used for evaluation only.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        subcommands = {
            GasSuiteCommand.class,
            SyntheticSuiteCommand.class,
            GateSuiteCommand.class,
            DigitsSuiteCommand.class,
            EnduranceSuiteCommand.class,
            SwapSuiteCommand.class
        })
public final class SuiteCommand {}
