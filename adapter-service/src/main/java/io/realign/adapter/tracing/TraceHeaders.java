package io.realign.adapter.tracing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** W3C Trace Context in Kafka headers, {@code traceparent} and {@code tracestate}. */
public final class TraceHeaders {
    private TraceHeaders() {}

    /** Adds the headers of the current context, if it has a span. */
    public static void inject(Map<String, byte[]> headers) {
        W3CTraceContextPropagator.getInstance()
                .inject(Context.current(), headers, (all, name, value) -> all.put(name, value.getBytes(UTF_8)));
    }

    /** Returns the trace context in the headers; the root context if there is none. */
    public static Context extract(Headers headers) {
        return W3CTraceContextPropagator.getInstance().extract(Context.root(), headers, HeadersGetter.INSTANCE);
    }

    private enum HeadersGetter implements TextMapGetter<Headers> {
        INSTANCE;

        @Override
        public Iterable<String> keys(Headers headers) {
            return List.of();
        }

        @Override
        public String get(Headers headers, String name) {
            Header header = headers == null ? null : headers.lastHeader(name);
            return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
        }
    }
}
