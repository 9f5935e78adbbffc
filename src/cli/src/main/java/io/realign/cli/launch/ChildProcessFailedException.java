package io.realign.cli.launch;

/** A child process has ended unexpectedly. */
public final class ChildProcessFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ChildProcessFailedException(ChildProcess child) {
        super("%s ended with code %d; its log %s ends with:%n  %s"
                .formatted(
                        child.name(),
                        child.exitCode(),
                        child.log(),
                        String.join(System.lineSeparator() + "  ", child.lastLines())));
    }
}
