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
public final class AdaptationTrace implements AutoCloseable {
    private static final AttributeKey<String> RECIPE = AttributeKey.stringKey("realign.recipe");

    private final Tracer tracer;
    private final Span rootSpan;
    private final Context context;
    private Span childSpan = Span.getInvalid();
    private Scope current;

    AdaptationTrace(Tracer tracer, Span whole) {
        this.tracer = tracer;
        this.rootSpan = whole;
        this.context = Context.root().with(whole);
        this.current = context.makeCurrent();
    }

    /** What is done from here on is this part, until the next one begins. */
    public void startSpan(String name) {
        startSpan(name, Attributes.empty());
    }

    /** The same, for one candidate of several. */
    public void startSpan(String name, String recipe) {
        startSpan(name, Attributes.of(RECIPE, recipe));
    }

    /** How it has ended. */
    public void recordOutcome(AdaptationRecord record) {
        rootSpan.setAttribute("realign.adaptation.id", record.id());
        rootSpan.setAttribute("realign.outcome", record.outcome().name());
        if (record.outcome() == Outcome.FAILED) {
            rootSpan.setStatus(StatusCode.ERROR, record.reason());
        }
    }

    @Override
    public void close() {
        current.close();
        childSpan.end();
        rootSpan.end();
    }

    private void startSpan(String name, Attributes attributes) {
        current.close();
        childSpan.end();
        childSpan = tracer.spanBuilder(name)
                .setParent(context)
                .setAllAttributes(attributes)
                .startSpan();
        current = context.with(childSpan).makeCurrent();
    }
}
