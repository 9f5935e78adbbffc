/**
 * <b>Notification: who outside is to know?</b>
 *
 * <p>In: alerts, adaptations and releases, from the log. Out: one HTTP request for each and for each endpoint that wants it,
 * repeated until it is taken.
 *
 * <p>Invariant: nobody at work waits for an endpoint, no endpoint waits for another, and what was not taken when the program
 * ended is sent by the one that comes after it.
 */
package io.realign.adapter.console.notification;
