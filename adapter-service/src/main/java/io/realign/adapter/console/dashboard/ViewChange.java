package io.realign.adapter.console.dashboard;

/**
 * What a message changed in the view.
 *
 * @param eventName the name of the server-sent event
 * @param data its data
 */
record ViewChange(String eventName, Object data) {}
