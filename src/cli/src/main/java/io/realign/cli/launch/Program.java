package io.realign.cli.launch;

import java.util.List;
import java.util.Map;

/**
 * What a child runs.
 *
 * @param name its name, also of its log
 * @param flags flags of the JVM
 * @param command class path and main class, or jar, and arguments
 * @param environment added to this process's environment
 */
public record Program(String name, List<String> flags, List<String> command, Map<String, String> environment) {
    public Program {
        flags = List.copyOf(flags);
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
