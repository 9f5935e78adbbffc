package io.realign.adapter.tracing;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.realign.alert.DriftAlert;
import io.realign.model.ModelRelease;

/** Creates the spans of adaptations and rollouts. */
public final class AdaptationTracing {
    private final Tracer tracer;
    private final AlertTraceIdGenerator ids;

    public AdaptationTracing(OpenTelemetry telemetry, AlertTraceIdGenerator ids) {
        this.tracer = telemetry.getTracer("io.realign.adapter");
        this.ids = ids;
    }

    public AdaptationTrace startAdaptation(DriftAlert alert) {
        ids.useForNextTrace(alert.id());
        Span rootSpan = tracer.spanBuilder("adaptation")
                .setNoParent()
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute("realign.alert.id", alert.id())
                .setAttribute("realign.domain", alert.domain())
                .startSpan();
        return new AdaptationTrace(tracer, rootSpan);
    }

    /**
     * Publishes the next step of a release, or a rollback, within the trace of the release, if it has one.
     *
     * @param parent trace context of the newest record of the domain on {@code models}
     * @param publish publishes {@code next}
     */
    public void publishInTrace(Context parent, ModelRelease next, Runnable publish) {
        Span span = Span.getInvalid();
        if (Span.fromContext(parent).getSpanContext().isValid()) {
            span = tracer.spanBuilder(next.origin().rollbackTo() > 0 ? "rollback" : "advance")
                    .setParent(parent)
                    .setSpanKind(SpanKind.PRODUCER)
                    .setAttribute("realign.domain", next.domain())
                    .setAttribute("realign.version", next.version())
                    .setAttribute("realign.traffic.share", next.traffic().trafficShare())
                    .startSpan();
        }
        try {
            Context.root().with(span).wrap(publish).run();
        } finally {
            span.end();
        }
    }
}
