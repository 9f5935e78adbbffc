package io.realign.adapter.console.notification;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.realign.adaptation.AdaptationRecord;
import io.realign.adaptation.gate.Evaluation;
import io.realign.model.ModelRelease;
import io.realign.schemas.CloudEventAttributes;
import java.time.Instant;

/** Writes a notice as a CloudEvent in structured mode (CloudEvents JSON event format 1.0.2). */
final class WebhookEventJson {
    static final String TYPE = "application/cloudevents+json; charset=UTF-8";

    /** A receiver that allows a megabyte takes all. */
    static final int MAX_SIZE = 1 << 20;

    private static final ObjectWriter JSON = JsonMapper.builder()
            .addModules(new JavaTimeModule(), new Jdk8Module())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .addMixIn(AdaptationRecord.class, WithoutAlphaCurve.class)
            .addMixIn(ModelRelease.class, WithoutAlphaCurve.class)
            .addMixIn(Evaluation.class, WithoutCandidates.class)
            .build()
            .writer();

    private WebhookEventJson() {}

    /** @throws IllegalArgumentException if it is larger than {@link #MAX_SIZE} */
    static byte[] write(WebhookEvent notice) {
        byte[] body;
        try {
            body = JSON.writeValueAsBytes(Envelope.of(notice));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("every message can be written as JSON, but not " + notice.event(), e);
        }
        if (body.length > MAX_SIZE) {
            throw new IllegalArgumentException("expected a body of at most " + MAX_SIZE + " bytes, got " + body.length);
        }
        return body;
    }

    /**
     * The members of the JSON object.
     *
     * @param kind an extension attribute, in the words of the settings
     */
    private record Envelope(
            String specversion,
            String id,
            String source,
            String type,
            String subject,
            Instant time,
            String datacontenttype,
            WebhookEventKind kind,
            Object data) {
        static Envelope of(WebhookEvent notice) {
            CloudEventAttributes event = notice.event();
            return new Envelope(
                    CloudEventAttributes.SPEC_VERSION,
                    event.id(),
                    event.source(),
                    event.type(),
                    event.subject(),
                    event.time(),
                    "application/json",
                    notice.kind(),
                    notice.data());
        }
    }

    /** A value for each training step. */
    @JsonIgnoreProperties("alpha")
    private interface WithoutAlphaCurve {}

    /** The votes on every candidate; those on the one that the outcome is about are told. */
    @JsonIgnoreProperties("candidates")
    private interface WithoutCandidates {}
}
