package io.realign.adapter.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.realign.adaptation.AdaptationRecord;
import io.realign.adaptation.AdaptationRecord.Outcome;

/** The span of an adaptation, and of its parts, one after the other. For one thread, whose current span it is until closed. */
@SuppressWarnings("MustBeClosedChecker") // A scope is closed when the next part begins, or with the trace.
public final class Trace implements AutoCloseable {
    private static final AttributeKey<String> RECIPE = AttributeKey.stringKey("realign.recipe");

    private final Tracer tracer;
    private final Span whole;
    private final Context context;
    private Span part = Span.getInvalid();
    private Scope current;

    Trace(Tracer tracer, Span whole) {
        this.tracer = tracer;
        this.whole = whole;
        this.context = Context.root().with(whole);
        this.current = context.makeCurrent();
    }

    /** What is done from here on is this part, until the next one begins. */
    public void enter(String name) {
        enter(name, Attributes.empty());
    }

    /** The same, for one candidate of several. */
    public void enter(String name, String recipe) {
        enter(name, Attributes.of(RECIPE, recipe));
    }

    /** How it has ended. */
    public void ended(AdaptationRecord record) {
        whole.setAttribute("realign.adaptation.id", record.id());
        whole.setAttribute("realign.outcome", record.outcome().name());
        if (record.outcome() == Outcome.FAILED) {
            whole.setStatus(StatusCode.ERROR, record.reason());
        }
    }

    @Override
    public void close() {
        current.close();
        part.end();
        whole.end();
    }

    private void enter(String name, Attributes attributes) {
        current.close();
        part.end();
        part = tracer.spanBuilder(name)
                .setParent(context)
                .setAllAttributes(attributes)
                .startSpan();
        current = context.with(part).makeCurrent();
    }
}
