package io.realign.cli.rows;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the non-blank lines of a UTF-8 file, one at a time. Skips a byte order mark. */
final class TextLineReader implements AutoCloseable {
    /** Enough for 500,000 features; a longer line is probably binary. */
    private static final int MAX_LINE = 16 << 20;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Path file;
    private final BufferedReader reader;
    private final StringBuilder line = new StringBuilder();
    private int number;

    TextLineReader(Path file) {
        this.file = file;
        try {
            if (!Files.isRegularFile(file)) {
                throw new MalformedFileException(file, "a file", "nothing of that name");
            }
            reader = Files.newBufferedReader(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** Advances to the next line; returns false at the end of the file. */
    boolean advance() {
        try {
            while (read()) {
                number++;
                if (!text().isEmpty()) {
                    return true;
                }
            }
            return false;
        } catch (CharacterCodingException e) {
            throw new MalformedFileException(file, number + 1, "UTF-8 text", "other bytes");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private boolean read() throws IOException {
        line.setLength(0);
        int character = reader.read();
        if (character < 0) {
            return false;
        }
        while (character >= 0 && character != '\n') {
            if (line.length() == MAX_LINE) {
                throw new MalformedFileException(
                        file, number + 1, "at most " + MAX_LINE + " characters in a line", "more");
            }
            if (character != BYTE_ORDER_MARK || number > 0 || line.length() > 0) {
                line.append((char) character);
            }
            character = reader.read();
        }
        return true;
    }

    Path file() {
        return file;
    }

    /** The current line, stripped. */
    String text() {
        return line.toString().strip();
    }

    /** Number of the current line, from 1. */
    int number() {
        return number;
    }

    /** Creates an exception for the current line. */
    MalformedFileException malformed(String expected, String got) {
        return new MalformedFileException(file, number, expected, got);
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + file, e);
        }
    }
}
