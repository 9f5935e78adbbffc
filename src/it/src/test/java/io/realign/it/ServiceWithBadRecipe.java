package io.realign.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * The built adapter service with one modified class: its only recipe trains with high input noise and 100 times the usual
 * learning rate, so that the accuracy of the candidate drops.
 */
final class ServiceWithBadRecipe {
    private static final String RECIPES = "io/realign/learning/selection/Recipes";
    private static final String GOOD = "List.of(RESTANDARDISED, PRIOR_MATCHED, CO_EM, DANN, MCC, ENTROPY)";
    private static final String BAD =
            "List.of(of(\"forgetful\", new TrainingSchedule(100, 16, 5e-2, 0, 0, 10, .5, 5), AlphaSettings.NONE,"
                    + " Map.of()))";

    private ServiceWithBadRecipe() {}

    /** Copies the service, replaces the class of the recipes and returns the jar to start. */
    static Path create(Path root, Path work) throws IOException {
        Path app = root.resolve("adapter-service/target/quarkus-app");
        Path copy = copy(app, work.resolve("modified-service"));
        Path classes = Files.createDirectories(work.resolve("modified-classes"));
        Path learning = singleJar(copy.resolve("lib/main"), "learning");
        compile(modifiedSource(root, work), classes, copy.resolve("lib/main"));
        try (FileSystem jar = FileSystems.newFileSystem(learning)) {
            Path target = jar.getPath(RECIPES + ".class");
            assertThat(target).exists();
            Files.write(target, Files.readAllBytes(classes.resolve(RECIPES + ".class")));
        }
        return copy.resolve("quarkus-run.jar");
    }

    private static Path modifiedSource(Path root, Path work) throws IOException {
        String source = Files.readString(root.resolve("src/learning/src/main/java/" + RECIPES + ".java"));
        assertThat(source).as("source of the recipes").containsOnlyOnce(GOOD);
        Path file = work.resolve("modified-source/Recipes.java");
        Files.createDirectories(file.getParent());
        // Every type of shift must use this recipe.
        return Files.writeString(
                file,
                source.replace(GOOD, BAD)
                        .replace("case LABEL -> List.of(REWEIGHTED);", "case LABEL -> candidatesFor(kind);"));
    }

    private static void compile(Path source, Path classes, Path libraries) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        List<String> options =
                List.of("-d", classes.toString(), "-cp", classPath(libraries), "-proc:none", "--release", "17");
        try (var files = compiler.getStandardFileManager(null, null, UTF_8)) {
            boolean compiled = compiler.getTask(messages, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
            assertThat(compiled).as(messages.toString()).isTrue();
        }
    }

    private static String classPath(Path libraries) throws IOException {
        try (Stream<Path> jars = Files.list(libraries)) {
            return jars.map(Path::toString).collect(joining(File.pathSeparator));
        }
    }

    private static Path singleJar(Path directory, String module) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> found = files.filter(
                            file -> file.getFileName().toString().contains("realign-" + module))
                    .toList();
            assertThat(found).as("jars of module %s in %s", module, directory).hasSize(1);
            return found.get(0);
        }
    }

    private static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
        return to;
    }
}
