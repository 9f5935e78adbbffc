package io.realign.adapter.console.lineage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.openlineage.client.OpenLineage.RunEvent;
import io.realign.adaptation.AdaptationRecord;
import io.realign.adapter.console.history.TimestampedMessage;
import io.realign.adapter.console.notification.DeliveryResult;
import io.realign.adapter.console.notification.LogSubscriber;
import io.realign.adapter.console.notification.RetryingHttpSender;
import io.realign.schemas.Topics;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** Posts OpenLineage run events: the start of a run for each alert, and start and end for each adaptation record. */
public final class LineageReporter implements LogSubscriber.RecordHandler {
    private static final Logger LOG = Logger.getLogger(LineageReporter.class);
    private static final ObjectWriter JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .defaultPropertyInclusion(JsonInclude.Value.ALL_NON_NULL)
            .build()
            .writer();

    private final URI address;
    private final RunEventFactory events;
    private final Predicate<String> finished;
    private final RetryingHttpSender sender;

    /**
     * @param address URL such as {@code http://127.0.0.1:5000/api/v1/lineage}
     * @param namespace namespace of the jobs and models
     * @param bootstrap {@code host:port} of a broker
     * @param finished whether the adaptation with this id has a record. The alert of such an adaptation is not reported.
     */
    public LineageReporter(
            URI address, String namespace, String bootstrap, Predicate<String> finished, RetryingHttpSender sender) {
        this.address = address;
        this.events = new RunEventFactory(namespace, bootstrap);
        this.finished = finished;
        this.sender = sender;
    }

    @Override
    public void handle(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
        Instant writtenAt = TimestampedMessage.timestamp(record);
        for (RunEvent event : events(record, writtenAt)) {
            report(event, writtenAt);
        }
    }

    private List<RunEvent> events(ConsumerRecord<byte[], byte[]> record, Instant writtenAt) {
        return record.topic().equals(Topics.DRIFT_ALERTS.name())
                ? TimestampedMessage.decode(Topics.DRIFT_ALERTS, record)
                        .map(TimestampedMessage::message)
                        .filter(alert -> !finished.test(AdaptationRecord.id(alert)))
                        .map(alert -> List.of(events.alertRaised(alert, writtenAt)))
                        .orElse(List.of())
                : TimestampedMessage.decode(Topics.ADAPTATIONS, record)
                        .map(TimestampedMessage::message)
                        .map(events::startAndEnd)
                        .orElse(List.of());
    }

    private void report(RunEvent event, Instant writtenAt) throws InterruptedException {
        String description = "%s of %s, run %s"
                .formatted(
                        event.getEventType(),
                        event.getJob().getName(),
                        event.getRun().getRunId());
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofByteArray(json(event)))
                .build();
        DeliveryResult result = sender.send(
                () -> request, writtenAt, error -> LOG.warnf("lineage: %s failed, retrying: %s", description, error));
        if (result instanceof DeliveryResult.Abandoned abandoned) {
            LOG.errorf("lineage: abandoned %s: %s", description, abandoned.reason());
        }
    }

    private static byte[] json(RunEvent event) {
        try {
            return JSON.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write the run event as JSON", e);
        }
    }
}
