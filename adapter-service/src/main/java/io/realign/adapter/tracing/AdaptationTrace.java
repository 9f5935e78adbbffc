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

/** Root span of an adaptation, with one child span at a time. Not thread-safe: it sets the context of the thread until it is closed. */
@SuppressWarnings("MustBeClosedChecker") // The next child span or close() closes the current scope.
public final class AdaptationTrace implements AutoCloseable {
    private static final AttributeKey<String> RECIPE = AttributeKey.stringKey("realign.recipe");

    private final Tracer tracer;
    private final Span rootSpan;
    private final Context context;
    private Span childSpan = Span.getInvalid();
    private Scope currentScope;

    AdaptationTrace(Tracer tracer, Span rootSpan) {
        this.tracer = tracer;
        this.rootSpan = rootSpan;
        this.context = Context.root().with(rootSpan);
        this.currentScope = context.makeCurrent();
    }

    /** Ends the current child span and starts another. */
    public void startSpan(String name) {
        startSpan(name, Attributes.empty());
    }

    /** Starts a child span for a candidate. */
    public void startSpan(String name, String recipe) {
        startSpan(name, Attributes.of(RECIPE, recipe));
    }

    public void recordOutcome(AdaptationRecord record) {
        rootSpan.setAttribute("realign.adaptation.id", record.id());
        rootSpan.setAttribute("realign.outcome", record.outcome().name());
        if (record.outcome() == Outcome.FAILED) {
            rootSpan.setStatus(StatusCode.ERROR, record.reason());
        }
    }

    @Override
    public void close() {
        currentScope.close();
        childSpan.end();
        rootSpan.end();
    }

    private void startSpan(String name, Attributes attributes) {
        currentScope.close();
        childSpan.end();
        childSpan = tracer.spanBuilder(name)
                .setParent(context)
                .setAllAttributes(attributes)
                .startSpan();
        currentScope = context.with(childSpan).makeCurrent();
    }
}
