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

/** Command lines of programs that are not on the class path of the tests, loaded from the build output. */
final class PackagedCommands {
    private static final Path ROOT = Path.of(System.getProperty("realign.root"));

    private PackagedCommands() {}

    /** The command line of a main class. The class path has the format of {@code java -cp}. */
    static CommandLine commandLine(String classPath, String mainClass) {
        try {
            List<URL> jars = new ArrayList<>();
            for (String entry : classPath.split(":", -1)) {
                jars.addAll(jars(entry));
            }
            ClassLoader loader = new URLClassLoader(jars.toArray(URL[]::new), PackagedCommands.class.getClassLoader());
            return new CommandLine(
                    loader.loadClass(mainClass).getDeclaredConstructor().newInstance());
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    "expected the command %s on the class path %s".formatted(mainClass, classPath), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("expected jars at " + classPath + ": build the modules first", e);
        }
    }

    private static List<URL> jars(String entry) throws IOException {
        Path path = ROOT.resolve(entry.replace("/*", ""));
        if (!Files.exists(path)) {
            throw new IOException("no file " + path);
        }
        if (!entry.endsWith("/*")) {
            return List.of(path.toUri().toURL());
        }
        List<URL> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList()) {
                all.add(file.toUri().toURL());
            }
        }
        return all;
    }
}
