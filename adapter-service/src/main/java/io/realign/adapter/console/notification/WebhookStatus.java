package io.realign.adapter.console.notification;

import java.util.Set;

/**
 * Delivery status of a webhook endpoint since the start of the process.
 *
 * @param name name of the endpoint
 * @param events kinds of events to deliver
 * @param delivered number of delivered events
 * @param failedAttempts number of failed attempts that were retried
 * @param abandoned number of abandoned events
 * @param lastError error of the last attempt; empty if it succeeded
 */
public record WebhookStatus(
        String name,
        Set<WebhookEventKind> events,
        long delivered,
        long failedAttempts,
        long abandoned,
        String lastError) {
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
