package io.realign.it;

import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Markdown tables of the options of a command, from the picocli model. */
final class OptionsReference {
    private static final Pattern FROM_ENVIRONMENT = Pattern.compile("\\$\\{env:([A-Z_]+)(?::-(.*))?}");

    /** Environment variable and default at the end of a description; the table has separate columns for them. */
    private static final Pattern VARIABLE_AND_DEFAULT =
            Pattern.compile("\\s*\\((?:REALIGN_[A-Z_]+)?(?:, )?(?:default: )?(?:\\$\\{DEFAULT-VALUE})?\\)");

    private OptionsReference() {}

    /** The annotation of an option or parameter, independent of the environment variables of this test. */
    private record DeclaredOption(String defaultValue, String description, boolean required) {
        static DeclaredOption of(ArgSpec argument) {
            AnnotatedElement field = (AnnotatedElement) argument.userObject();
            Option option = field.getAnnotation(Option.class);
            if (option != null) {
                return new DeclaredOption(
                        option.defaultValue(), String.join(" ", option.description()), option.required());
            }
            Parameters parameters = field.getAnnotation(Parameters.class);
            return new DeclaredOption(parameters.defaultValue(), String.join(" ", parameters.description()), true);
        }
    }

    /** A table for the command and one for each subcommand. */
    static List<String> of(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        List<String> lines = new ArrayList<>();
        lines.add("### `" + spec.qualifiedName() + "`");
        lines.add("");
        lines.add(String.join(" ", spec.usageMessage().description()).strip());
        lines.add("");
        List<ArgSpec> arguments = spec.args().stream()
                .filter(argument ->
                        !(argument instanceof OptionSpec option && (option.usageHelp() || option.versionHelp())))
                .toList();
        if (!arguments.isEmpty()) {
            lines.add("| option | variable | default | description |");
            lines.add("|---|---|---|---|");
            arguments.forEach(argument -> lines.add(row(argument)));
            lines.add("");
        }
        command.getSubcommands().values().stream().distinct().forEach(subcommand -> lines.addAll(of(subcommand)));
        return lines;
    }

    private static String row(ArgSpec argument) {
        DeclaredOption declared = DeclaredOption.of(argument);
        Matcher environment = FROM_ENVIRONMENT.matcher(declared.defaultValue());
        boolean hasVariable = environment.matches();
        String defaultValue = hasVariable ? environment.group(2) : orNull(declared.defaultValue());
        String name = argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
        String description =
                declared.description().replace("${COMPLETION-CANDIDATES}", String.join(", ", candidates(argument)));
        return ReferenceTable.row(
                "`" + name + "`",
                hasVariable ? "`" + environment.group(1) + "`" : "",
                defaultValue != null ? "`" + defaultValue + "`" : declared.required() ? "required" : "none",
                sentence(
                        VARIABLE_AND_DEFAULT.matcher(description).replaceAll("").strip()));
    }

    private static List<String> candidates(ArgSpec argument) {
        List<String> names = new ArrayList<>();
        if (argument.completionCandidates() != null) {
            argument.completionCandidates().forEach(names::add);
        }
        return names;
    }

    private static String orNull(String defaultValue) {
        return defaultValue.equals("__no_default_value__") ? null : defaultValue;
    }

    private static String sentence(String text) {
        String capitalised = text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
        return capitalised.endsWith(".") || capitalised.endsWith(".\"") ? capitalised : capitalised + ".";
    }
}
