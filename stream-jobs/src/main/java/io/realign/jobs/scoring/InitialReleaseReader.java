package io.realign.jobs.scoring;

import io.realign.client.internal.ReleaseReader;
import io.realign.model.ModelRelease;
import io.realign.model.TrustedKeys;
import io.realign.schemas.KafkaConnection;
import io.realign.schemas.ReleaseAnnouncement;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Waits for the first valid base model, which initially serves every domain. The job reads the releases again from the beginning
 * of {@code models}; if the job started with a later release, it would reject the earlier ones as out of order.
 */
final class InitialReleaseReader {
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);
    private static final Duration PRINT_WAITING_AFTER = Duration.ofSeconds(2);

    private final InstantSource clock;
    private final PrintStream out;
    private ModelRelease initialRelease;

    InitialReleaseReader(InstantSource clock, PrintStream out) {
        this.clock = clock;
        this.out = out;
    }

    /** Blocks until {@code models} contains a valid base model. Prints one message after two seconds of waiting. */
    ModelRelease await(KafkaConnection kafka, TrustedKeys keys) {
        Instant started = clock.instant();
        boolean waitingPrinted = false;
        try (ReleaseReader reader = new ReleaseReader(kafka, keys, clock)) {
            while (initialRelease == null) {
                reader.poll(POLL_TIMEOUT, (signed, announcement) -> onAnnouncement(announcement));
                if (initialRelease == null
                        && !waitingPrinted
                        && clock.instant().isAfter(started.plus(PRINT_WAITING_AFTER))) {
                    out.println(
                            "scoring job waits for the first shared release on models at " + kafka.bootstrapServers());
                    waitingPrinted = true;
                }
            }
        }
        return initialRelease;
    }

    private void onAnnouncement(ReleaseAnnouncement announcement) {
        if (announcement instanceof ReleaseAnnouncement.Invalid invalid) {
            out.println("scoring job ignores unverified release " + invalid);
        } else if (initialRelease == null
                && announcement instanceof ReleaseAnnouncement.Verified verified
                && verified.release().domain().equals(ModelRelease.SHARED)
                && !verified.release().isExpiredAt(clock.instant())) {
            initialRelease = verified.release();
        }
    }
}
