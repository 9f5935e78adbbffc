package io.realign.adapter.watch;

/**
 * What a message changed in the view.
 *
 * @param room the name of the server-sent event
 * @param content its data
 */
record Change(String room, Object content) {}
