package io.realign.adapter.console.notification;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonCloudEventData;
import io.cloudevents.jackson.JsonFormat;
import io.realign.adapter.api.ListJson;
import io.realign.schemas.CloudEventAttributes;
import java.net.URI;
import java.time.ZoneOffset;

/**
 * Serializes a webhook event as a CloudEvent in structured mode (CloudEvents JSON event format 1.0.2), with the kind of event as
 * the extension attribute {@code kind}.
 */
final class WebhookEventJson {
    static final String TYPE = "application/cloudevents+json; charset=UTF-8";

    /** 1 MiB, which common receivers accept. */
    static final int MAX_SIZE = 1 << 20;

    private static final ObjectMapper DATA = ListJson.withoutLargeFields(JsonMapper.builder()
            .addModules(new JavaTimeModule(), new Jdk8Module())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build());

    private WebhookEventJson() {}

    /** @throws IllegalArgumentException if the body is larger than {@link #MAX_SIZE} */
    static byte[] write(WebhookEvent event) {
        CloudEventAttributes attributes = event.attributes();
        CloudEvent cloudEvent = CloudEventBuilder.v1()
                .withId(attributes.id())
                .withSource(URI.create(attributes.source()))
                .withType(attributes.type())
                .withSubject(attributes.subject())
                .withTime(attributes.time().atOffset(ZoneOffset.UTC))
                .withExtension("kind", event.kind().settingsName())
                .withData("application/json", JsonCloudEventData.wrap(DATA.valueToTree(event.data())))
                .build();
        byte[] body = new JsonFormat().serialize(cloudEvent);
        if (body.length > MAX_SIZE) {
            throw new IllegalArgumentException("expected a body of at most " + MAX_SIZE + " bytes, got " + body.length);
        }
        return body;
    }
}
