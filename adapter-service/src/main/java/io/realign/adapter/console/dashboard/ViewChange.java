package io.realign.adapter.console.dashboard;

/**
 * A server-sent event that reports a change of the live view.
 *
 * @param data value that is sent as JSON
 */
record ViewChange(String eventName, Object data) {}
