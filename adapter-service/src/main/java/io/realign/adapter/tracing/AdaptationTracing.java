package io.realign.adapter.tracing;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.realign.alert.DriftAlert;
import io.realign.model.ModelRelease;

/** Begins the spans of the service. With {@link OpenTelemetry#noop} they cost nothing and are nothing. */
public final class AdaptationTracing {
    private final Tracer tracer;
    private final AlertTraceIdGenerator ids;

    public AdaptationTracing(OpenTelemetry telemetry, AlertTraceIdGenerator ids) {
        this.tracer = telemetry.getTracer("io.realign.adapter");
        this.ids = ids;
    }

    /** What is done about an alert, which begins its trace. */
    public AdaptationTrace startAdaptation(DriftAlert alert) {
        ids.useForNextTrace(alert.id());
        Span whole = tracer.spanBuilder("adapt")
                .setNoParent()
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute("realign.alert.id", alert.id())
                .setAttribute("realign.domain", alert.domain())
                .startSpan();
        return new AdaptationTrace(tracer, whole);
    }

    /**
     * Announces another step of a release, or that it goes back, in the trace that the release belongs to; without a trace if
     * it belongs to none.
     *
     * @param release the context that the newest announcement of the domain carries
     */
    public void traceAnnouncement(Context release, ModelRelease next, Runnable announce) {
        Span span = Span.getInvalid();
        if (Span.fromContext(release).getSpanContext().isValid()) {
            span = tracer.spanBuilder(next.rollbackTo() > 0 ? "roll back" : "step")
                    .setParent(release)
                    .setSpanKind(SpanKind.PRODUCER)
                    .setAttribute("realign.domain", next.domain())
                    .setAttribute("realign.version", next.version())
                    .setAttribute("realign.share", next.traffic().trafficShare())
                    .startSpan();
        }
        try {
            Context.root().with(span).wrap(announce).run();
        } finally {
            span.end();
        }
    }
}
