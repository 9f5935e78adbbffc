package io.realign.cli.detect;

/** A file is not what the command was told it is; the message says what was expected and what came. */
final class InvalidFileException extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvalidFileException(String message) {
        super(message);
    }
}
