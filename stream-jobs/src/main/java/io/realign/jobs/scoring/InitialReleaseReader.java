package io.realign.jobs.scoring;

import io.realign.client.internal.ReleaseReader;
import io.realign.model.ModelRelease;
import io.realign.model.TrustedKeys;
import io.realign.model.VerifiedRelease;
import io.realign.schemas.KafkaConnection;
import io.realign.schemas.ReleaseVerification;
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
    private VerifiedRelease valid;
    private VerifiedRelease expired;

    InitialReleaseReader(InstantSource clock, PrintStream out) {
        this.clock = clock;
        this.out = out;
    }

    /**
     * Blocks until {@code models} contains a valid base model. Prints one message after two seconds of waiting.
     *
     * @param resumes whether the job resumes from a checkpoint. Then an expired base model suffices, since the base model of
     *     the checkpoint continues to serve.
     */
    VerifiedRelease await(KafkaConnection kafka, TrustedKeys keys, boolean resumes) {
        Instant started = clock.instant();
        boolean waitingPrinted = false;
        try (ReleaseReader reader = new ReleaseReader(kafka, keys, clock)) {
            while (valid == null) {
                reader.poll(POLL_TIMEOUT, (signed, verification) -> onVerification(verification));
                if (valid == null && resumes && expired != null && reader.atEnd()) {
                    return expired;
                }
                if (valid == null && !waitingPrinted && clock.instant().isAfter(started.plus(PRINT_WAITING_AFTER))) {
                    out.println("scoring job waits for the first base model on topic models at "
                            + kafka.bootstrapServers());
                    waitingPrinted = true;
                }
            }
        }
        return valid;
    }

    private void onVerification(ReleaseVerification verification) {
        if (verification instanceof ReleaseVerification.Invalid invalid) {
            out.println("scoring job ignores unverified release " + invalid);
        } else if (valid == null
                && verification instanceof ReleaseVerification.Verified verified
                && verified.release().domain().equals(ModelRelease.SHARED)) {
            if (verified.verifiedRelease().wasExpired()) {
                expired = verified.verifiedRelease();
                out.println(("scoring job found base model %s on topic models, but it expired at %s;"
                                + " the adapter service has to renew it")
                        .formatted(
                                verified.release().displayName(),
                                verified.release().expiresAt()));
            } else {
                valid = verified.verifiedRelease();
            }
        }
    }
}
