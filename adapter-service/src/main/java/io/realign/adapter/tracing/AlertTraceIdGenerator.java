package io.realign.adapter.tracing;

import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.realign.event.ContentId;
import jakarta.inject.Singleton;

/**
 * Gives the trace of an alert the alert's own id, so that whoever has an alert finds its trace, and the job that raises it needs
 * no tracer. All other ids are random.
 */
@Singleton
public class AlertTraceIdGenerator implements IdGenerator {
    private final IdGenerator random = IdGenerator.random();
    private final ThreadLocal<String> next = new ThreadLocal<>();

    /** The id of an alert is 128 bits in hexadecimal digits, as that of a trace; of another one it is made so. */
    static String traceId(String alertId) {
        return TraceId.isValid(alertId) ? alertId : ContentId.of("trace", alertId);
    }

    /** The next trace that this thread begins is the alert's. */
    void useForNextTrace(String alertId) {
        next.set(traceId(alertId));
    }

    @Override
    public String generateTraceId() {
        String expected = next.get();
        next.remove();
        return expected == null ? random.generateTraceId() : expected;
    }

    @Override
    public String generateSpanId() {
        return random.generateSpanId();
    }
}
