package io.realign.adapter.tracing;

import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.realign.event.ContentId;
import jakarta.inject.Singleton;

/**
 * Uses the id of an alert as trace id, so that a trace can be found by its alert, and the drift job needs no tracer. All other ids
 * are random.
 */
@Singleton
public class AlertTraceIdGenerator implements IdGenerator {
    private final IdGenerator random = IdGenerator.random();
    private final ThreadLocal<String> next = new ThreadLocal<>();

    /** An alert id has 128 bits in hexadecimal digits, like a trace id; other formats are hashed. */
    static String traceId(String alertId) {
        return TraceId.isValid(alertId) ? alertId : ContentId.of("trace", alertId);
    }

    /** Sets the id of the next trace of this thread. */
    void useForNextTrace(String alertId) {
        next.set(traceId(alertId));
    }

    @Override
    public String generateTraceId() {
        String traceId = next.get();
        next.remove();
        return traceId == null ? random.generateTraceId() : traceId;
    }

    @Override
    public String generateSpanId() {
        return random.generateSpanId();
    }
}
