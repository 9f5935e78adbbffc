package io.realign.jobs.scoring;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.realign.client.TracingSwapListener;
import io.realign.client.internal.RolloutTimings;
import io.realign.model.ModelRelease;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/** Exports the model swaps of a subtask as spans, see {@link TracingSwapListener}. Spans are dropped if the export fails. */
final class ScoringTracer implements AutoCloseable {
    private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");

    private final RolloutTimings rolloutTimings = new RolloutTimings();
    private final OpenTelemetry telemetry;
    private final TracingSwapListener swapSpans;

    /** @param endpoint OTLP endpoint over HTTP; null disables tracing */
    ScoringTracer(URI endpoint) {
        telemetry = endpoint == null ? OpenTelemetry.noop() : createTelemetry(endpoint);
        swapSpans = new TracingSwapListener(telemetry, swap -> {});
    }

    private static OpenTelemetry createTelemetry(URI endpoint) {
        OtlpHttpSpanExporter exporter =
                OtlpHttpSpanExporter.builder().setEndpoint(endpoint.toString()).build();
        return OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .setResource(
                                Resource.getDefault().merge(Resource.create(Attributes.of(SERVICE, "scoring-job"))))
                        .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
                        .build())
                .build();
    }

    void releaseAnnounced(ModelRelease release, Instant at, Optional<String> traceparent) {
        rolloutTimings.recordAnnouncement(release, at, traceparent);
    }

    void releaseActivated(ModelRelease release, Instant at) {
        swapSpans.swapped(rolloutTimings.createSwap(release, at));
    }

    @Override
    public void close() {
        if (telemetry instanceof OpenTelemetrySdk sdk) {
            sdk.close();
        }
    }
}
