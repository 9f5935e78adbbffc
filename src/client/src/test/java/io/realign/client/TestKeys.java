package io.realign.client;

import io.realign.model.SigningKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keys for tests. */
public final class TestKeys {
    private TestKeys() {}

    /** A fresh pair. */
    public static SigningKeys make() {
        return in(directory());
    }

    public static SigningKeys in(Path directory) {
        try {
            return SigningKeys.in(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("no keys in " + directory, e);
        }
    }

    /** A file of trusted keys, as the programs are given one. */
    public static Path file() {
        Path directory = directory();
        in(directory);
        return directory.resolve(SigningKeys.PUBLIC);
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory("realign-keys");
        } catch (IOException e) {
            throw new UncheckedIOException("no directory for keys", e);
        }
    }
}
