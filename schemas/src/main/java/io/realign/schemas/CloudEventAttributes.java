package io.realign.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.adaptation.AdaptationRecord;
import io.realign.alert.DriftAlert;
import io.realign.event.ContentId;
import io.realign.model.ModelRelease;
import io.realign.rollout.RolloutStatus;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Context attributes of a CloudEvent (CloudEvents 1.0.2). They are record headers in Kafka (binary mode) and fields of the
 * JSON object in webhooks (structured mode).
 *
 * @param id id of the message, unique within the source
 * @param type full name of the schema
 * @param source URI reference of the producer
 * @param subject the domain
 * @param time time of the event
 */
public record CloudEventAttributes(String id, String type, String source, String subject, Instant time) {
    public static final String SPEC_VERSION = "1.0";

    private static final String DRIFT_JOB = "/drift-job";
    private static final String ADAPTER_SERVICE = "/adapter-service";

    /** @throws IllegalArgumentException if the source is not a URI reference */
    public CloudEventAttributes {
        URI.create(source);
    }

    public static CloudEventAttributes of(DriftAlert alert) {
        return new CloudEventAttributes(
                alert.id(),
                type(Topics.DRIFT_ALERTS),
                DRIFT_JOB,
                alert.domain(),
                alert.times().confirmedAt());
    }

    public static CloudEventAttributes of(AdaptationRecord adaptation) {
        return new CloudEventAttributes(
                adaptation.id(),
                type(Topics.ADAPTATIONS),
                ADAPTER_SERVICE,
                adaptation.domain(),
                adaptation.timing().finishedAt());
    }

    /** Each rollout step of a release is a separate event. */
    public static CloudEventAttributes of(ModelRelease release) {
        long step = release.traffic().step();
        return new CloudEventAttributes(
                step == 0 ? release.id() : release.id() + "/" + step,
                type(Topics.MODELS),
                ADAPTER_SERVICE,
                release.domain(),
                step == 0 ? release.createdAt() : release.traffic().startedAt());
    }

    /** Attributes of a record that repeats a release with a renewed signature. Its id differs from that of the release. */
    public static CloudEventAttributes ofRenewal(ModelRelease release, Instant signedAt) {
        CloudEventAttributes first = of(release);
        return new CloudEventAttributes(
                first.id + "/renewed/" + signedAt.toEpochMilli(), first.type, first.source, first.subject, signedAt);
    }

    public static CloudEventAttributes of(RolloutStatus status) {
        String id = ContentId.of(
                status.consumer(),
                status.domain(),
                Long.toString(status.version()),
                status.state().name(),
                Integer.toString(status.trafficShare()),
                status.reportedAt().toString());
        return new CloudEventAttributes(
                id, type(Topics.ROLLOUTS), sourceUri(status.consumer()), status.domain(), status.reportedAt());
    }

    /** Kafka record headers in binary mode. */
    public Map<String, byte[]> headers() {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        headers.put("ce_specversion", SPEC_VERSION.getBytes(UTF_8));
        headers.put("ce_id", id.getBytes(UTF_8));
        headers.put("ce_type", type.getBytes(UTF_8));
        headers.put("ce_source", source.getBytes(UTF_8));
        headers.put("ce_subject", subject.getBytes(UTF_8));
        headers.put("ce_time", time.toString().getBytes(UTF_8));
        headers.put("content-type", "application/avro".getBytes(UTF_8));
        return headers;
    }

    private static String type(Topic<?> topic) {
        return topic.codec().schema().getFullName();
    }

    private static String sourceUri(String consumer) {
        try {
            return new URI(null, null, "/" + consumer, null)
                    .toASCIIString()
                    .substring(1)
                    .replace(":", "%3A");
        } catch (URISyntaxException e) {
            throw new IllegalStateException(
                    "expected a name that can be encoded as a URI path, got '" + consumer + "'", e);
        }
    }
}
