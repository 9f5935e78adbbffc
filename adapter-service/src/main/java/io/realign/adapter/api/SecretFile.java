package io.realign.adapter.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Reads files with one secret per line. Empty lines and lines that start with # are skipped. Logs a warning if a file is public. */
public final class SecretFile {
    private SecretFile() {}

    /**
     * Reads the secrets of a file, one per line.
     *
     * @param type name of a secret in error messages
     * @param parser parses a line; its second argument is the file and line number for error messages, which must not repeat the
     *     line
     * @throws IllegalArgumentException if a line is invalid or there is no secret
     */
    public static <T> List<T> read(Path file, String type, BiFunction<String, String, T> parser) throws IOException {
        PrivateFiles.warnIfPublic(file);
        List<T> secrets = new ArrayList<>();
        int lineNumber = 0;
        for (String line : Files.readAllLines(file)) {
            lineNumber++;
            if (!line.isBlank() && !line.startsWith("#")) {
                secrets.add(parser.apply(line.strip(), file + ", line " + lineNumber));
            }
        }
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("%s: expected at least one %s, got none".formatted(file, type));
        }
        return secrets;
    }
}
