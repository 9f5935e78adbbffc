package io.realign.adapter.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateFilesTest {
    @TempDir
    Path directory;

    @Test
    void directory_isCreatedForItsOwnerOnly() throws IOException {
        Path created = directory.resolve("new/history");

        PrivateFiles.createDirectory(created);
        PrivateFiles.createDirectory(created);

        assertThat(permissions(created)).isEqualTo("rwx------");
    }

    @Test
    void file_isRestrictedToItsOwner() throws IOException {
        Path file = file("rw-r--r--", "content");

        PrivateFiles.restrict(file);

        assertThat(permissions(file)).isEqualTo("rw-------");
    }

    @Test
    void failure_isLogged_whenPermissionsCannotBeSet() throws IOException {
        Path missing = directory.resolve("missing");

        assertThat(warnings(() -> PrivateFiles.restrict(missing)))
                .singleElement()
                .satisfies(warning -> assertThat(warning).contains(missing + ": cannot set the permissions 0600"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw----r--", "rw-rw-rw-", "rw-----w-"})
    void secretsOfAPublicFile_areReadWithAWarning(String permissions) throws IOException {
        Path file = file(permissions, "secret");

        List<String> warnings = warnings(() -> SecretFile.read(file, "secret", (line, location) -> line));

        assertThat(warnings).singleElement().satisfies(warning -> assertThat(warning)
                .contains(file.toString(), "got " + permissions));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "r--------", "r--r-----", "rw-rw----"})
    void secretsOfAPrivateFile_areReadWithoutWarning(String permissions) throws IOException {
        Path file = file(permissions, "secret");

        assertThat(warnings(() -> SecretFile.read(file, "secret", (line, location) -> line)))
                .isEmpty();
    }

    private Path file(String permissions, String content) throws IOException {
        Path file = Files.writeString(directory.resolve("file"), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private interface Reading {
        void run() throws IOException;
    }

    /** Messages that are logged meanwhile. */
    private static List<String> warnings(Reading reading) throws IOException {
        List<String> messages = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord logged) {
                messages.add(String.format(logged.getMessage(), logged.getParameters()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(PrivateFiles.class.getName());
        logger.addHandler(handler);
        try {
            reading.run();
        } finally {
            logger.removeHandler(handler);
        }
        return messages;
    }
}
