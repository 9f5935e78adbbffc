package io.realign.adapter.console.dashboard;

/**
 * A change of the live view, sent as a server-sent event.
 *
 * @param eventName name of the event
 * @param data data of the event
 */
record ViewChange(String eventName, Object data) {}
