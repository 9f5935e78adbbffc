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
 * The adapter service with a recipe that no real one has: its network is trained on noise at a hundred times the usual rate,
 * so that it forgets what it knew. All else is the service as it is built.
 */
final class ServiceWithBadRecipe {
    private static final String RECIPES = "io/realign/learning/selection/Recipes";
    private static final String GOOD = "List.of(RESTANDARDISED, PRIOR_MATCHED, CO_EM, DANN, MCC, ENTROPY)";
    private static final String BAD =
            "List.of(of(\"forgetful\", new TrainingSchedule(100, 16, 5e-2, 0, 0, 10, .5, 5), AlphaSettings.NONE,"
                    + " Map.of()))";

    private ServiceWithBadRecipe() {}

    /** Copies the built service, exchanges one class in it and says which jar starts it. */
    static Path of(Path root, Path work) throws IOException {
        Path app = root.resolve("adapter-service/target/quarkus-app");
        Path copy = copy(app, work.resolve("altered-service"));
        Path classes = Files.createDirectories(work.resolve("altered-classes"));
        Path learning = only(copy.resolve("lib/main"), "learning");
        compile(altered(root, work), classes, copy.resolve("lib/main"));
        try (FileSystem jar = FileSystems.newFileSystem(learning)) {
            Path target = jar.getPath(RECIPES + ".class");
            assertThat(target).exists();
            Files.write(target, Files.readAllBytes(classes.resolve(RECIPES + ".class")));
        }
        return copy.resolve("quarkus-run.jar");
    }

    private static Path altered(Path root, Path work) throws IOException {
        String source = Files.readString(root.resolve("src/learning/src/main/java/" + RECIPES + ".java"));
        assertThat(source).as("the recipes that are to be exchanged").containsOnlyOnce(GOOD);
        Path file = work.resolve("altered-source/Recipes.java");
        Files.createDirectories(file.getParent());
        // Whatever is made of the shift, there is this recipe alone.
        return Files.writeString(
                file,
                source.replace(GOOD, BAD)
                        .replace("case LABEL -> List.of(REWEIGHTED);", "case LABEL -> candidatesFor(kind);"));
    }

    private static void compile(Path source, Path classes, Path libraries) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        List<String> options =
                List.of("-d", classes.toString(), "-cp", join(libraries), "-proc:none", "--release", "17");
        try (var files = compiler.getStandardFileManager(null, null, UTF_8)) {
            boolean compiled = compiler.getTask(said, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
            assertThat(compiled).as(said.toString()).isTrue();
        }
    }

    private static String join(Path libraries) throws IOException {
        try (Stream<Path> jars = Files.list(libraries)) {
            return jars.map(Path::toString).collect(joining(File.pathSeparator));
        }
    }

    private static Path only(Path directory, String word) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> found = files.filter(
                            file -> file.getFileName().toString().contains("realign-" + word))
                    .toList();
            assertThat(found).as("%s in %s", word, directory).hasSize(1);
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
