package io.realign.lab.command;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The option of a study to measure some of its cases. */
public final class CaseFilter {
    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description = "The cases to measure, by name; all by default.")
    private List<String> names = new ArrayList<>();

    @Spec(Target.MIXEE)
    private CommandSpec study;

    /**
     * Those that are asked for, in their own order.
     *
     * @throws ParameterException if a name is none of theirs
     */
    public <T> List<T> select(List<T> all, Function<T, String> name) {
        List<String> known = all.stream().map(name).toList();
        for (String asked : names) {
            if (!known.contains(asked)) {
                throw new ParameterException(
                        study.commandLine(),
                        "--only: expected some of %s, got %s".formatted(String.join(", ", known), asked));
            }
        }
        return all.stream()
                .filter(one -> names.isEmpty() || names.contains(name.apply(one)))
                .toList();
    }
}
