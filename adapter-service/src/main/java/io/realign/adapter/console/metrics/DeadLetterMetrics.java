package io.realign.adapter.console.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.realign.event.ContractViolation.Reason;
import io.realign.schemas.DeadLetter;
import io.realign.schemas.Topic;
import io.realign.schemas.Topics;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Counters of dead letters by topic and reason. */
final class DeadLetterMetrics {
    /** Reason of dead letters that another program wrote. */
    private static final String OTHER = "other";

    private static final Set<String> REASONS = Stream.concat(
                    Arrays.stream(Reason.values()).map(reason -> reason.name().toLowerCase(Locale.ROOT)),
                    Stream.of(OTHER))
            .collect(Collectors.toUnmodifiableSet());

    private final MeterRegistry meters;

    /** Registers all series with the value 0, so that the first dead letter is an increase. */
    DeadLetterMetrics(MeterRegistry meters) {
        this.meters = meters;
        topics().forEach(topic -> REASONS.forEach(reason -> counter(topic, reason)));
    }

    static List<String> topics() {
        return Topics.withDeadLetterTopic().stream().map(Topic::deadLetterTopic).toList();
    }

    void add(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(DeadLetter.REASON);
        String reason = header == null ? OTHER : new String(header.value(), UTF_8).toLowerCase(Locale.ROOT);
        counter(record.topic(), REASONS.contains(reason) ? reason : OTHER).increment();
    }

    private Counter counter(String topic, String reason) {
        return Counter.builder("realign.event.dead.letters")
                .description("Records in a dead letter topic")
                .tag("topic", topic)
                .tag("reason", reason)
                .register(meters);
    }
}
