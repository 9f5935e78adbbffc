package io.realign.it;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/** Command lines of programs outside the class path of the tests, loaded from the build outputs. */
final class PackagedCommands {
    private static final Path ROOT = Path.of(System.getProperty("realign.root"));

    private PackagedCommands() {}

    /** The command line of a main class on a class path in the notation of the {@code java} command. */
    static CommandLine commandLine(String classPath, String main) {
        try {
            List<URL> jars = new ArrayList<>();
            for (String part : classPath.split(":", -1)) {
                jars.addAll(jars(part));
            }
            ClassLoader loader = new URLClassLoader(jars.toArray(URL[]::new), PackagedCommands.class.getClassLoader());
            return new CommandLine(
                    loader.loadClass(main).getDeclaredConstructor().newInstance());
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    "expected the command %s on the class path %s".formatted(main, classPath), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("expected jars at " + classPath + ": build the modules first", e);
        }
    }

    private static List<URL> jars(String part) throws IOException {
        Path place = ROOT.resolve(part.replace("/*", ""));
        if (!Files.exists(place)) {
            throw new IOException("no file " + place);
        }
        if (!part.endsWith("/*")) {
            return List.of(place.toUri().toURL());
        }
        List<URL> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(place)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList()) {
                all.add(file.toUri().toURL());
            }
        }
        return all;
    }
}
