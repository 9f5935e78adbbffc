package io.realign.cli.replay;

import java.util.List;

/** Ends a rebuild early with its result. */
final class ReplayEndedException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient RebuildResult result;

    private ReplayEndedException(String message, RebuildResult result) {
        super(message);
        this.result = result;
    }

    static ReplayEndedException different(String difference) {
        return new ReplayEndedException(difference, new RebuildResult.Different(List.of(difference)));
    }

    static ReplayEndedException missing(String what) {
        return new ReplayEndedException(what, new RebuildResult.Missing(what));
    }

    RebuildResult result() {
        return result;
    }
}
