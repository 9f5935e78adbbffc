package io.realign.adapter.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.realign.adaptation.AdaptationRecord;
import io.realign.adaptation.budget.QueuedAlert;
import io.realign.adapter.control.adaptation.AdaptationInterruptedException;
import io.realign.adapter.instance.Instance;
import io.realign.adapter.instance.NotLeaderException;
import io.realign.adapter.instance.ServiceComponent;
import io.realign.alert.DriftAlert;
import io.realign.event.ContractViolation;
import io.realign.event.ContractViolation.Reason;
import io.realign.schemas.DeadLetter;
import io.realign.testing.AlertBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class RetryingAlertProcessorTest {
    private static final ConsumerRecord<byte[], byte[]> RECORD =
            new ConsumerRecord<>("drift.alerts", 0, 17, "oven".getBytes(UTF_8), "bytes".getBytes(UTF_8));

    /** Failures of the next attempts; an attempt without one succeeds. */
    private final Deque<Throwable> failures = new ArrayDeque<>();

    private final Deque<RuntimeException> deadLetterFailures = new ArrayDeque<>();
    private final List<DeadLetter> deadLetters = new ArrayList<>();
    private int attempts;
    private final RetryingAlertProcessor processor =
            new RetryingAlertProcessor(new FailingHandler(), this::writeDeadLetter, Duration.ofMillis(1));

    @Test
    void alert_isRetried_whenAnAttemptFails() {
        failures.add(new IllegalStateException("the first attempt failed"));

        assertThat(processor.process(alert(), List.of())).isTrue();

        assertThat(attempts).isEqualTo(2);
        assertThat(deadLetters).isEmpty();
    }

    @Test
    void alert_becomesADeadLetter_whenEveryAttemptFails() {
        failures.add(new IllegalStateException("first"));
        failures.add(new OutOfMemoryError("second"));
        failures.add(new KafkaException("third", new RecordTooLargeException("2 MB")));

        assertThat(processor.process(alert(), List.of())).isTrue();

        assertThat(attempts).isEqualTo(RetryingAlertProcessor.MAX_ATTEMPTS);
        assertThat(deadLetters).singleElement().satisfies(deadLetter -> {
            assertThat(deadLetter.violation().category()).isEqualTo(Reason.PROCESSING_FAILED);
            assertThat(deadLetter.violation().description()).contains("3 failed attempts", "third");
            assertThat(deadLetter.offset()).isEqualTo(17);
            assertThat(deadLetter.value()).isEqualTo(RECORD.value());
        });
    }

    @Test
    void alert_waits_whileTheBrokerIsUnavailable() {
        for (int i = 0; i < 5 * RetryingAlertProcessor.MAX_ATTEMPTS; i++) {
            failures.add(new KafkaException("cannot write", new TimeoutException("no answer")));
        }

        assertThat(processor.process(alert(), List.of())).isTrue();

        assertThat(attempts).isEqualTo(5 * RetryingAlertProcessor.MAX_ATTEMPTS + 1);
        assertThat(deadLetters).isEmpty();
    }

    @Test
    void alert_isLeftToTheLeader_whenThisProcessNoLongerLeads() {
        failures.add(notLeader());

        assertThat(processor.process(alert(), List.of())).isFalse();

        for (int i = 0; i < RetryingAlertProcessor.MAX_ATTEMPTS; i++) {
            failures.add(new IllegalStateException("failed"));
        }
        deadLetterFailures.add(notLeader());
        assertThat(processor.process(alert(), List.of())).isFalse();
        assertThat(deadLetters).isEmpty();
    }

    private static NotLeaderException notLeader() {
        Instance standby = new Instance(new SimpleMeterRegistry());
        return catchThrowableOfType(NotLeaderException.class, standby::requireLeadership);
    }

    @Test
    void interruptedAlert_hasNoOutcome() {
        failures.add(new AdaptationInterruptedException(null));

        assertThatThrownBy(() -> processor.process(alert(), List.of()))
                .isInstanceOf(AdaptationInterruptedException.class);

        assertThat(deadLetters).isEmpty();
    }

    @Test
    void deadLetter_isWritten_afterATemporaryFailure() {
        deadLetterFailures.add(new KafkaException("no answer"));

        processor.reject(RECORD, new ContractViolation(Reason.MALFORMED, "junk"));

        assertThat(deadLetters).hasSize(1);
    }

    @Test
    void record_isSkippedAndCounted_whenItsDeadLetterCannotBeWritten() {
        long before = ServiceComponent.ALERTS.skippedRecords();
        for (int i = 0; i < RetryingAlertProcessor.MAX_ATTEMPTS; i++) {
            deadLetterFailures.add(new KafkaException("cannot write", new RecordTooLargeException("3 MB")));
        }

        processor.reject(RECORD, new ContractViolation(Reason.MALFORMED, "junk"));

        assertThat(deadLetters).isEmpty();
        assertThat(deadLetterFailures).isEmpty();
        assertThat(ServiceComponent.ALERTS.skippedRecords()).isEqualTo(before + 1);
    }

    private void writeDeadLetter(DeadLetter deadLetter) {
        if (!deadLetterFailures.isEmpty()) {
            throw deadLetterFailures.remove();
        }
        deadLetters.add(deadLetter);
    }

    private static ReceivedAlert alert() {
        DriftAlert alert = new AlertBuilder("oven", 1)
                .id("alert")
                .times(Instant.EPOCH, Instant.EPOCH, Instant.EPOCH)
                .window(1, List.of())
                .build();
        return new ReceivedAlert(new QueuedAlert(alert, Instant.EPOCH), RECORD);
    }

    private final class FailingHandler implements AlertHandler {
        @Override
        public Optional<String> deferralReason(String domain) {
            return Optional.empty();
        }

        @Override
        public AdaptationRecord handle(DriftAlert alert, Optional<DriftAlert> superseding) {
            attempts++;
            Throwable failure = failures.poll();
            if (failure instanceof RuntimeException exception) {
                throw exception;
            }
            if (failure instanceof Error error) {
                throw error;
            }
            return null;
        }
    }
}
