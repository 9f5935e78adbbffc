package io.realign.adapter;

import io.realign.model.SigningKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Signing keys shared by all services under test in this JVM, across class loaders. */
public final class TestSigningKeys {
    private static final String PROPERTY = "test.service.keys";

    private TestSigningKeys() {}

    static Path directory() {
        synchronized (System.getProperties()) {
            String configured = System.getProperty(PROPERTY);
            Path directory = configured == null ? temporary() : Path.of(configured);
            System.setProperty(PROPERTY, directory.toString());
            return directory;
        }
    }

    public static SigningKeys keys() {
        try {
            return SigningKeys.loadOrCreate(directory());
        } catch (IOException e) {
            throw new UncheckedIOException("no keys in " + directory(), e);
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("realign-keys");
        } catch (IOException e) {
            throw new UncheckedIOException("no directory for keys", e);
        }
    }
}
