package io.realign.adapter.console.history;

/**
 * A command that came with a key.
 *
 * @param operation what was to be done with what
 * @param status of the answer, 0 while it is under way
 * @param body of the answer, as JSON
 */
record StoredCommand(String operation, int status, String body) {}
