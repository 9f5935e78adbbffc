package io.realign.cli.launch;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A Java program to start as a child process.
 *
 * @param name name of the program and of its log file
 * @param jvmFlags flags of the JVM
 * @param command class path and main class, or jar, followed by the arguments
 * @param environment variables added to the environment of this process
 */
public record Program(String name, List<String> jvmFlags, List<String> command, Map<String, String> environment) {
    private static final List<String> SMALL_JVM_FLAGS =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss512k");

    public Program {
        jvmFlags = List.copyOf(jvmFlags);
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** A broker with its data in the working directory. */
    public static Program broker(Installation installation, Ports ports, Path workingDirectory) {
        List<String> command = List.of(
                "-jar",
                installation.cliJar().toString(),
                "broker",
                "--port",
                Integer.toString(ports.broker()),
                "--data",
                workingDirectory.resolve("broker").toString());
        return new Program("broker", smallJvmFlags("-Xmx160m"), command, Map.of());
    }

    /** Flags that reduce the memory of a JVM, followed by additional flags. */
    static List<String> smallJvmFlags(String... additional) {
        return Stream.concat(SMALL_JVM_FLAGS.stream(), Stream.of(additional)).toList();
    }
}
