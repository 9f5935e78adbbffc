package io.realign.client.testing;

import io.realign.model.SigningKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keys for tests. */
public final class TestKeys {
    /** Keys of {@link TestReleases#verified}. */
    public static final SigningKeys DEFAULT = generate();

    private TestKeys() {}

    /** A new key pair in a temporary directory. */
    public static SigningKeys generate() {
        return generateIn(directory());
    }

    public static SigningKeys generateIn(Path directory) {
        try {
            return SigningKeys.loadOrCreate(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("no keys in " + directory, e);
        }
    }

    /** A PEM file with one trusted key. */
    public static Path trustedKeysFile() {
        Path directory = directory();
        generateIn(directory);
        return directory.resolve(SigningKeys.TRUSTED_KEYS_FILE);
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory("realign-keys");
        } catch (IOException e) {
            throw new UncheckedIOException("no directory for keys", e);
        }
    }
}
