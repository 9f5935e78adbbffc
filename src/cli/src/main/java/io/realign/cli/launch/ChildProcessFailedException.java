package io.realign.cli.launch;

/** A child has ended although it should not have. */
public final class ChildProcessFailedException extends RuntimeException {
    public ChildProcessFailedException(ChildProcess child) {
        super("%s ended with code %d; its log is %s and ends with:%n  %s"
                .formatted(
                        child.name(),
                        child.exitCode(),
                        child.log(),
                        String.join(System.lineSeparator() + "  ", child.lastLines())));
    }
}
