package io.realign.adapter.watch;

/**
 * One client. It is never waited for: when too much is under way to it, it misses what follows, and once it has caught up
 * it is told everything anew. So it costs at most {@link #UNDER_WAY} events, however slowly it reads.
 *
 * <p>Guarded by the board, which is also told when a send has ended.
 */
final class Watcher {
    static final int UNDER_WAY = 256;

    private final Line line;
    private final WatchBoard board;
    private int underWay;
    private boolean behind;

    Watcher(Line line, WatchBoard board) {
        this.line = line;
        this.board = board;
    }

    void tell(String room, String json) {
        if (underWay >= UNDER_WAY) {
            behind = true;
        }
        if (behind) {
            return;
        }
        underWay++;
        line.send(room, json).whenComplete((sent, broken) -> board.sent(this, broken == null));
    }

    /**
     * One send has ended well.
     *
     * @return whether it must be told everything anew
     */
    boolean caughtUp() {
        underWay--;
        if (behind && underWay == 0) {
            behind = false;
            return true;
        }
        return false;
    }
}
