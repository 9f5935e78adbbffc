package io.realign.cli.rows;

import java.nio.file.Path;

/** A file does not have the expected format. */
public final class MalformedFileException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Creates an exception with the line number, from 1. */
    public MalformedFileException(Path file, int line, String expected, String got) {
        super("%s, line %d: expected %s, got %s".formatted(file, line, expected, got));
    }

    public MalformedFileException(Path file, String expected, String got) {
        super("%s: expected %s, got %s".formatted(file, expected, got));
    }
}
