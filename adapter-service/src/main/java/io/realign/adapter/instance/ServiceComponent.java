package io.realign.adapter.instance;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** A component of the service that reads records. It skips a record that it cannot process, so that the next ones are processed. */
public enum ServiceComponent {
    ALERTS,
    REGISTRY,
    ROLLOUTS,
    HISTORY,
    METRICS,
    NOTIFICATIONS;

    private static final Logger LOG = Logger.getLogger(ServiceComponent.class);

    @SuppressWarnings("ImmutableEnumChecker")
    private final AtomicLong skipped = new AtomicLong();

    static void bindTo(MeterRegistry meters) {
        Arrays.stream(values()).forEach(component -> FunctionCounter.builder(
                        "realign.component.skipped.records", component, ServiceComponent::skippedRecords)
                .description("Records that a component of the service could not process and skipped")
                .tag("component", component.name().toLowerCase(Locale.ROOT))
                .register(meters));
    }

    /** Number of records that this process has skipped. */
    public long skippedRecords() {
        return skipped.get();
    }

    /** Counts and logs a record that cannot be processed. */
    public void countSkipped(ConsumerRecord<?, ?> record, Throwable cause) {
        skipped.incrementAndGet();
        LOG.errorf(
                cause,
                "%s: skipped %s-%d@%d, which cannot be processed: %s",
                name().toLowerCase(Locale.ROOT),
                record.topic(),
                record.partition(),
                record.offset(),
                cause);
    }

    /** Runs the handler of a record; skips the record if the handler throws an exception. */
    public void processOrSkip(ConsumerRecord<byte[], byte[]> record, Consumer<ConsumerRecord<byte[], byte[]>> handler) {
        try {
            handler.accept(record);
        } catch (RuntimeException e) {
            countSkipped(record, e);
        }
    }
}
