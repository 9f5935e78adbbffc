package io.realign.adapter.notification;

import java.util.Set;

/**
 * How an endpoint does, since this process began.
 *
 * @param name the endpoint
 * @param events what it is told of
 * @param delivered events that it has taken
 * @param failed tries that it has not taken and that were repeated
 * @param givenUp events that are not tried any more
 * @param trouble why the last try has failed or the last event was given up; empty if the last one was taken
 */
public record WebhookState(String name, Set<Kind> events, long delivered, long failed, long givenUp, String trouble) {}
