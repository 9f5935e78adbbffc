package io.realign.cli.launch;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the built parts lie.
 *
 * @param root the repository
 */
public record Installation(Path root) {
    private static final String CLI = "src/cli/target/realign.jar";
    private static final String JOBS = "stream-jobs/target/stream-jobs.jar";
    private static final String LIBRARIES = "stream-jobs/target/lib";
    private static final String ADAPTER = "adapter-service/target/quarkus-app/quarkus-run.jar";

    /** Found from the place of the jar that this class comes from. */
    public static Installation ofThisJar() {
        try {
            Path jar = Path.of(Installation.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path target = jar.toAbsolutePath().getParent();
            return new Installation(target.resolve("../../..").normalize());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the place of this program is not a path", e);
        }
    }

    Path cliJar() {
        return existing(CLI, "src/cli");
    }

    Path adapterJar() {
        return existing(ADAPTER, "adapter-service");
    }

    /** Class path of the stream jobs. */
    String jobsClassPath() {
        existing(LIBRARIES, "stream-jobs");
        return existing(JOBS, "stream-jobs") + System.getProperty("path.separator") + root.resolve(LIBRARIES) + "/*";
    }

    /**
     * Checks that everything is there.
     *
     * @throws IllegalStateException naming the first part that is missing, and the command that builds it
     */
    public void check() {
        cliJar();
        jobsClassPath();
        adapterJar();
    }

    private Path existing(String part, String module) {
        Path path = root.resolve(part);
        if (!Files.exists(path)) {
            throw new IllegalStateException(
                    "expected %s in %s, found nothing there: build it with 'mvn -Dquick -DskipTests package -pl %s -am'"
                            .formatted(part, root, module));
        }
        return path;
    }
}
