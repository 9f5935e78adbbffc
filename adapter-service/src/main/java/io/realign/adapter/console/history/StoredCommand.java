package io.realign.adapter.console.history;

/**
 * A command with an idempotency key.
 *
 * @param operation command and resource
 * @param status HTTP status of the response; 0 while the command is in progress
 * @param body JSON body of the response
 */
record StoredCommand(String operation, int status, String body) {}
