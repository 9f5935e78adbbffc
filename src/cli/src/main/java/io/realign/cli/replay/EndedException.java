package io.realign.cli.replay;

import java.util.List;

/** A re-run cannot go on: its result is clear before its end. */
final class EndedException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Result result;

    private EndedException(String message, Result result) {
        super(message);
        this.result = result;
    }

    static EndedException different(String difference) {
        return new EndedException(difference, new Result.Different(List.of(difference)));
    }

    static EndedException missing(String what) {
        return new EndedException(what, new Result.Missing(what));
    }

    Result result() {
        return result;
    }
}
