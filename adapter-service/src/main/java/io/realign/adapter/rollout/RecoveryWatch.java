package io.realign.adapter.rollout;

import io.realign.client.log.Log;
import io.realign.model.ModelRelease;
import io.realign.rollout.Decision;
import io.realign.rollout.Recovery;
import io.realign.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Gathers how a target does under a release that scores all of its events. */
final class RecoveryWatch implements Watch {
    private final Recovery recovery;
    private final Tail tail;

    RecoveryWatch(ModelRelease release, Duration within, double fall, Log log) {
        this.recovery = new Recovery(release, within, fall);
        this.tail = new Tail(log, Optional.of(release.exposure().since()))
                .with(Topics.DRIFT_WINDOWS, recovery::add)
                .with(Topics.PREDICTIONS, recovery::add);
    }

    @Override
    public Decision decide(Instant now) {
        tail.read();
        return recovery.decide(now);
    }

    @Override
    public Seen seen() {
        return new Seen(0, recovery.answers(), 0);
    }

    @Override
    public void close() {
        tail.close();
    }
}
