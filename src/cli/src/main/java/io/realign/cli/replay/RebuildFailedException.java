package io.realign.cli.replay;

import java.util.List;

/** Thrown if an input of the rebuild is missing or differs. Contains the result of the rebuild. */
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

    static RebuildFailedException missing(String reason) {
        return new RebuildFailedException(reason, new RebuildResult.Missing(reason));
    }

    RebuildResult result() {
        return result;
    }
}
