package io.realign.cli.rows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The lines of a text file, small enough for memory. */
final class SmallTextFile {
    /** Larger files are more likely the wrong ones. */
    private static final long MAX_BYTES = 256L << 20;

    private SmallTextFile() {}

    static List<String> readLines(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new MalformedFileException(file, "a file", "nothing of that name");
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new MalformedFileException(file, "at most " + MAX_BYTES + " bytes", Files.size(file) + " bytes");
            }
            return Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new MalformedFileException(file, "UTF-8 text", "other bytes");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** A finite number, or the line is refused. */
    static float parseNumber(Path file, int line, String text) {
        try {
            float value = Float.parseFloat(text);
            if (Float.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new MalformedFileException(file, line, "a number", "'" + text + "'");
        }
        throw new MalformedFileException(file, line, "a finite number", "'" + text + "'");
    }
}
