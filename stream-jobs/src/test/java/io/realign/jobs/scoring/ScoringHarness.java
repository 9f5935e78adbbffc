package io.realign.jobs.scoring;

import static io.realign.client.testing.TestReleases.verified;
import static org.assertj.core.api.Assertions.assertThat;

import io.realign.client.testing.TestReleases;
import io.realign.event.EventContract;
import io.realign.event.FeatureEvent;
import io.realign.event.LocatedEvent;
import io.realign.event.OffsetRange;
import io.realign.jobs.kafka.ValidateFunction;
import io.realign.jobs.runtime.ModelLoaderSettings;
import io.realign.jobs.runtime.RecordGuard;
import io.realign.model.ModelRelease;
import io.realign.model.VerifiedRelease;
import io.realign.rollout.Prediction;
import io.realign.schemas.DeadLetter;
import io.realign.schemas.ReleaseVerification;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.StreamTaskActionExecutor;
import org.apache.flink.streaming.runtime.tasks.mailbox.Mail;
import org.apache.flink.streaming.runtime.tasks.mailbox.MailboxExecutorImpl;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;

/** A scoring operator in Flink's test harness. Mails of the task mailbox run only in {@link #runMail}. */
final class ScoringHarness implements AutoCloseable {
    private final TwoInputStreamOperatorTestHarness<LocatedEvent, ReleaseVerification, Prediction> harness;
    private int eventCount;

    ScoringHarness(
            ModelLoaderSettings loaderSettings,
            EventContract contract,
            VerifiedRelease initialRelease,
            URI tracesEndpoint,
            Clock clock)
            throws Exception {
        ScoringOperator operator = new ScoringOperator(
                loaderSettings,
                contract,
                initialRelease,
                tracesEndpoint,
                RecordGuard.in(Path.of(loaderSettings.cacheDirectory()), "scoring-job"),
                clock);
        harness = new TwoInputStreamOperatorTestHarness<>(operator);
        operator.setMailboxExecutor(
                new MailboxExecutorImpl(harness.getTaskMailbox(), 0, StreamTaskActionExecutor.IMMEDIATE));
    }

    ScoringHarness restore(OperatorSubtaskState state) throws Exception {
        harness.initializeState(state);
        return this;
    }

    ScoringHarness open() throws Exception {
        harness.open();
        return this;
    }

    /** Opens without restored state and runs the mail that reports the initial release. */
    ScoringHarness openFresh() throws Exception {
        open().runMail();
        return this;
    }

    void score(String domain) throws Exception {
        score(TestReleases.event(domain, eventCount));
    }

    void score(FeatureEvent event) throws Exception {
        harness.processElement1(
                new StreamRecord<>(new LocatedEvent(event, OffsetRange.of("target.events", 0, eventCount++))));
    }

    /** Reason and offset of each dead letter. */
    List<String> deadLetters() {
        Queue<StreamRecord<DeadLetter>> deadLetters = harness.getSideOutput(ValidateFunction.DEAD_LETTERS);
        return deadLetters == null
                ? List.of()
                : deadLetters.stream()
                        .map(StreamRecord::getValue)
                        .map(deadLetter -> deadLetter.violation().category() + " at " + deadLetter.offset())
                        .toList();
    }

    void announce(ModelRelease release) throws Exception {
        process(new ReleaseVerification.Verified(verified(release)));
    }

    void announce(VerifiedRelease release) throws Exception {
        process(new ReleaseVerification.Verified(release));
    }

    void process(ReleaseVerification verification) throws Exception {
        harness.processElement2(new StreamRecord<>(verification));
    }

    /** Waits for the next mail and runs it. */
    void runMail() throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        Optional<Mail> mail = Optional.empty();
        while (mail.isEmpty()) {
            assertThat(System.nanoTime()).as("deadline for the next mail").isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
            mail = harness.getTaskMailbox().tryTake(TaskMailbox.MIN_PRIORITY);
        }
        mail.get().run();
    }

    OperatorSubtaskState snapshot() throws Exception {
        return harness.snapshot(1, 1);
    }

    List<String> predictions() {
        return harness.extractOutputValues().stream()
                .map(prediction -> "%s by %s v%d: %s"
                        .formatted(
                                prediction.domain(),
                                prediction.modelDomain(),
                                prediction.modelVersion(),
                                prediction.label()))
                .toList();
    }

    /** Number of shadow predictions. */
    int shadowCount() {
        return harness.getSideOutput(ScoringOperator.SHADOW_PREDICTIONS).size();
    }

    int expiredReleases() {
        return ((ScoringOperator) harness.getOperator()).expiredReleases();
    }

    List<String> rolloutStatuses() {
        return harness.getSideOutput(ScoringOperator.ROLLOUTS).stream()
                .map(StreamRecord::getValue)
                .map(status -> "%s v%d %s".formatted(status.domain(), status.version(), status.state()))
                .toList();
    }

    @Override
    public void close() {
        try {
            harness.close();
        } catch (Exception e) {
            throw new IllegalStateException("failed to close the operator", e);
        }
    }
}
