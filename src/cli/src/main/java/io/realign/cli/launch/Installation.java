package io.realign.cli.launch;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The build outputs of the repository.
 *
 * @param root root of the repository
 */
public record Installation(Path root) {
    private static final String CLI = "src/cli/target/realign.jar";
    private static final String JOBS = "stream-jobs/target/stream-jobs.jar";
    private static final String LIBRARIES = "stream-jobs/target/lib";
    private static final String ADAPTER = "adapter-service/target/quarkus-app/quarkus-run.jar";

    /** A file that only the root of the repository has. */
    private static final String ROOT_MARKER = "stream-jobs/pom.xml";

    /** Locates the repository from the jar of this class, which is src/cli/target/realign.jar or a jar in a lib folder. */
    public static Installation ofThisJar() {
        try {
            return containing(Path.of(Installation.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException("cannot locate the jar of this program", e);
        }
    }

    static Installation containing(Path file) {
        for (Path parent = file.toAbsolutePath(); parent != null; parent = parent.getParent()) {
            if (Files.exists(parent.resolve(ROOT_MARKER))) {
                return new Installation(parent);
            }
        }
        throw new IllegalStateException(
                "expected a parent directory of %s with %s, found none: run the jar from the repository in which it was built"
                        .formatted(file, ROOT_MARKER));
    }

    Path cliJar() {
        return requireOutput(CLI, "src/cli");
    }

    Path adapterJar() {
        return requireOutput(ADAPTER, "adapter-service");
    }

    /** Class path of the stream jobs. */
    String jobsClassPath() {
        requireOutput(LIBRARIES, "stream-jobs");
        return requireOutput(JOBS, "stream-jobs")
                + System.getProperty("path.separator")
                + root.resolve(LIBRARIES)
                + "/*";
    }

    /** Throws an exception with the command that builds a missing output. */
    public void requireBuildOutputs() {
        cliJar();
        jobsClassPath();
        adapterJar();
    }

    private Path requireOutput(String path, String module) {
        Path file = root.resolve(path);
        if (!Files.exists(file)) {
            throw new IllegalStateException(
                    "expected %s in %s, found nothing there: build it with 'mvn -Dquick -DskipTests package -pl %s -am'"
                            .formatted(path, root, module));
        }
        return file;
    }
}
