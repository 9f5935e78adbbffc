package io.realign.cli.replay;

import java.util.List;

/** Thrown if an input of the replay is missing or differs. Contains the result of the replay. */
final class ReplayFailedException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient ReplayResult result;

    private ReplayFailedException(String message, ReplayResult result) {
        super(message);
        this.result = result;
    }

    static ReplayFailedException different(String difference) {
        return new ReplayFailedException(difference, new ReplayResult.Different(List.of(difference)));
    }

    static ReplayFailedException missing(String reason) {
        return new ReplayFailedException(reason, new ReplayResult.Missing(reason));
    }

    ReplayResult result() {
        return result;
    }
}
