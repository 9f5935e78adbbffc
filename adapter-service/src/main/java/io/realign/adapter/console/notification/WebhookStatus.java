package io.realign.adapter.console.notification;

import java.util.Set;

/**
 * Delivery status of a webhook endpoint since the start of the process.
 *
 * @param events kinds of events to deliver
 * @param failedAttempts number of failed attempts that were retried
 * @param lastError error of the last attempt; empty if it succeeded
 */
public record WebhookStatus(
        String name,
        Set<WebhookEventKind> events,
        long delivered,
        long failedAttempts,
        long abandoned,
        String lastError) {
    static WebhookStatus initial(String name, Set<WebhookEventKind> events) {
        return new WebhookStatus(name, events, 0, 0, 0, "");
    }

    WebhookStatus withDelivered() {
        return new WebhookStatus(name, events, delivered + 1, failedAttempts, abandoned, "");
    }

    WebhookStatus withFailedAttempt(String error) {
        return new WebhookStatus(name, events, delivered, failedAttempts + 1, abandoned, error);
    }

    WebhookStatus withAbandoned(String error) {
        return new WebhookStatus(name, events, delivered, failedAttempts, abandoned + 1, error);
    }
}
