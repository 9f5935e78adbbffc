package io.realign.adapter.console.notification;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Counts what became of the events of each endpoint. */
record WebhookMetrics(List<Webhook> webhooks) implements MeterBinder {
    @Override
    public void bindTo(MeterRegistry meters) {
        for (Webhook webhook : webhooks) {
            count(meters, webhook, "delivered", state -> state.delivered());
            count(meters, webhook, "failed", state -> state.failedAttempts());
            count(meters, webhook, "given_up", state -> state.abandoned());
        }
    }

    private static void count(
            MeterRegistry meters, Webhook webhook, String result, ToDoubleFunction<WebhookStatus> count) {
        FunctionCounter.builder("realign.notification.tries", webhook, one -> count.applyAsDouble(one.state()))
                .description("Tries to tell an endpoint of an event, by what came of them")
                .tag("endpoint", webhook.state().name())
                .tag("result", result)
                .register(meters);
    }
}
