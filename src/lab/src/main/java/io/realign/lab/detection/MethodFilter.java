package io.realign.lab.detection;

import io.realign.lab.detector.DetectionMethod;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The option {@code --method}, which selects one method to measure. */
final class MethodFilter {
    @Option(names = "--method", paramLabel = "NAME", description = "Name of the method to measure; all by default.")
    private String name;

    @Spec(Target.MIXEE)
    private CommandSpec command;

    /**
     * Returns the selected method; all of them without the option.
     *
     * @throws ParameterException if the selected name is unknown
     */
    <T extends DetectionMethod> List<T> select(List<T> all) {
        List<T> selected = all.stream()
                .filter(method -> name == null || method.name().equals(name))
                .toList();
        if (selected.isEmpty()) {
            throw new ParameterException(
                    command.commandLine(),
                    "--method: expected one of %s, got %s"
                            .formatted(
                                    String.join(
                                            ", ",
                                            all.stream()
                                                    .map(DetectionMethod::name)
                                                    .toList()),
                                    name));
        }
        return selected;
    }
}
