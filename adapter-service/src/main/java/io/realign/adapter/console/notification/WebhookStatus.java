package io.realign.adapter.console.notification;

import java.util.Set;

/**
 * How an endpoint does, since this process began.
 *
 * @param name the endpoint
 * @param events what it is told of
 * @param delivered events that it has taken
 * @param failedAttempts tries that it has not taken and that were repeated
 * @param abandoned events that are not tried any more
 * @param lastError why the last try has failed or the last event was given up; empty if the last one was taken
 */
public record WebhookStatus(
        String name,
        Set<WebhookEventKind> events,
        long delivered,
        long failedAttempts,
        long abandoned,
        String lastError) {}
