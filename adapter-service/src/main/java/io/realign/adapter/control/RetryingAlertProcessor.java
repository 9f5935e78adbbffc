package io.realign.adapter.control;

import io.realign.adaptation.budget.QueuedAlert;
import io.realign.adapter.control.adaptation.AdaptationInterruptedException;
import io.realign.adapter.control.release.KafkaFailures;
import io.realign.adapter.instance.NotLeaderException;
import io.realign.adapter.instance.ServiceComponent;
import io.realign.alert.DriftAlert;
import io.realign.event.ContractViolation;
import io.realign.event.ContractViolation.Reason;
import io.realign.schemas.DeadLetter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.jboss.logging.Logger;

/**
 * Processes alerts with retries: waits while the broker is unavailable, repeats failed attempts, and finally writes the alert to the
 * dead letter topic. If the dead letter cannot be written, the alert is skipped.
 */
final class RetryingAlertProcessor {
    static final int MAX_ATTEMPTS = 3;

    private static final String REJECTED_BY = "adapter-service";
    private static final Logger LOG = Logger.getLogger(RetryingAlertProcessor.class);

    private final AlertHandler handler;
    private final Consumer<DeadLetter> deadLetterWriter;
    private final Duration retryDelay;

    /** @param deadLetterWriter writes a dead letter, or throws an exception */
    RetryingAlertProcessor(AlertHandler handler, Consumer<DeadLetter> deadLetterWriter, Duration retryDelay) {
        this.handler = handler;
        this.deadLetterWriter = deadLetterWriter;
        this.retryDelay = retryDelay;
    }

    /**
     * Processes an alert.
     *
     * @param others alerts that are still waiting
     * @return true if the alert is processed, rejected or skipped; false if this process is no longer the leader, which then processes it
     * @throws AdaptationInterruptedException if the service is shutting down
     */
    boolean process(ReceivedAlert received, List<QueuedAlert> others) {
        DriftAlert alert = received.queued().alert();
        Optional<DriftAlert> superseding =
                received.queued().supersededBy(others).map(QueuedAlert::alert);
        try {
            handleOrReject(received.record(), alert, superseding);
            return true;
        } catch (NotLeaderException e) {
            LOG.infof("%s: alert %s is left to the leader: %s", alert.domain(), alert.id(), e.getMessage());
            return false;
        }
    }

    private void handleOrReject(
            ConsumerRecord<byte[], byte[]> record, DriftAlert alert, Optional<DriftAlert> superseding) {
        int failures = 0;
        while (true) {
            try {
                handler.handle(alert, superseding);
                return;
            } catch (AdaptationInterruptedException | InterruptException | NotLeaderException e) {
                throw e;
            } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
                if (KafkaFailures.isTemporary(e)) {
                    LOG.warnf(
                            "%s: alert %s waits for the broker, retrying in %s: %s",
                            alert.domain(), alert.id(), retryDelay, e);
                } else if (++failures < MAX_ATTEMPTS) {
                    LOG.errorf(
                            e,
                            "%s: attempt %d of %d to process alert %s failed, retrying in %s",
                            alert.domain(),
                            failures,
                            MAX_ATTEMPTS,
                            alert.id(),
                            retryDelay);
                } else {
                    reject(
                            record,
                            new ContractViolation(
                                    Reason.PROCESSING_FAILED,
                                    "expected an alert that can be processed, got %d failed attempts, the last with: %s"
                                            .formatted(MAX_ATTEMPTS, e)));
                    return;
                }
                waitBeforeRetry();
            }
        }
    }

    /**
     * Writes a record to the dead letter topic.
     *
     * @throws NotLeaderException if this process is no longer the leader, which then writes the dead letter
     */
    void reject(ConsumerRecord<byte[], byte[]> record, ContractViolation violation) {
        LOG.warnf(
                "rejecting %s-%d@%d: %s", record.topic(), record.partition(), record.offset(), violation.description());
        for (int attempt = 1; ; attempt++) {
            try {
                deadLetterWriter.accept(DeadLetter.of(
                        violation,
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        REJECTED_BY,
                        record.key(),
                        record.value()));
                return;
            } catch (NotLeaderException | InterruptException e) {
                throw e;
            } catch (RuntimeException e) {
                if (attempt == MAX_ATTEMPTS) {
                    ServiceComponent.ALERTS.countSkipped(record, e);
                    return;
                }
                LOG.warnf(e, "attempt %d of %d to write a dead letter failed", attempt, MAX_ATTEMPTS);
                waitBeforeRetry();
            }
        }
    }

    private void waitBeforeRetry() {
        try {
            Thread.sleep(retryDelay.toMillis());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
