package io.realign.lab.command;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The option {@code --only}, which selects cases to measure. */
public final class CaseFilter {
    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description = "Names of the cases to measure; all by default.")
    private List<String> names = new ArrayList<>();

    @Spec(Target.MIXEE)
    private CommandSpec command;

    /**
     * Returns the selected cases in the order of {@code all}; all of them without the option.
     *
     * @throws ParameterException if a selected name is unknown
     */
    public <T> List<T> select(List<T> all, Function<T, String> name) {
        List<String> known = all.stream().map(name).toList();
        for (String selected : names) {
            if (!known.contains(selected)) {
                throw new ParameterException(
                        command.commandLine(),
                        "--only: expected one of %s, got %s".formatted(String.join(", ", known), selected));
            }
        }
        return all.stream().filter(each -> selects(name.apply(each))).toList();
    }

    /** Whether the case with this name is selected. */
    public boolean selects(String name) {
        return names.isEmpty() || names.contains(name);
    }
}
