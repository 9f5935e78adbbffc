package io.realign.cli.replay;

import java.util.List;

/** An input of the rebuild is missing or differs; contains the result. */
final class RebuildFailedException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient RebuildResult result;

    private RebuildFailedException(String message, RebuildResult result) {
        super(message);
        this.result = result;
    }

    static RebuildFailedException different(String difference) {
        return new RebuildFailedException(difference, new RebuildResult.Different(List.of(difference)));
    }

    static RebuildFailedException missing(String what) {
        return new RebuildFailedException(what, new RebuildResult.Missing(what));
    }

    RebuildResult result() {
        return result;
    }
}
