package io.realign.client;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;

/**
 * Records each swap as the last span of the trace that started with the alert. The span lasts from the arrival of the release to
 * the swap. Requires the optional dependency {@code io.opentelemetry:opentelemetry-api}.
 *
 * <pre>{@code
 * new ModelFollower(settings, clock, new TracingSwapListener(openTelemetry, swap -> ...));
 * }</pre>
 */
public final class TracingSwapListener implements SwapListener {
    private static final TextMapGetter<String> TRACEPARENT = new Traceparent();

    private final Tracer tracer;
    private final SwapListener delegate;

    /** @param delegate also receives each swap */
    public TracingSwapListener(OpenTelemetry telemetry, SwapListener delegate) {
        this.tracer = telemetry.getTracer("io.realign.client");
        this.delegate = delegate;
    }

    @Override
    public void swapped(ModelSwap swap) {
        swap.traceparent().ifPresent(parent -> record(swap, parent));
        delegate.swapped(swap);
    }

    private void record(ModelSwap swap, String parent) {
        tracer.spanBuilder("swap")
                .setParent(W3CTraceContextPropagator.getInstance().extract(Context.root(), parent, TRACEPARENT))
                .setSpanKind(SpanKind.CONSUMER)
                .setStartTimestamp(swap.announcedAt())
                .setAttribute("realign.domain", swap.domain())
                .setAttribute("realign.version", swap.version())
                .setAttribute("realign.traffic.share", swap.trafficShare())
                .startSpan()
                .end(swap.swappedAt());
    }

    private static final class Traceparent implements TextMapGetter<String> {
        private static final String NAME = "traceparent";

        @Override
        public Iterable<String> keys(String value) {
            return List.of(NAME);
        }

        @Override
        public String get(String value, String name) {
            return name.equals(NAME) ? value : null;
        }
    }
}
