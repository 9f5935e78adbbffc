package io.realign.adapter.watch;

import java.util.concurrent.CompletionStage;

/** The line to one client. */
interface Line {
    /**
     * Sends one server-sent event.
     *
     * @param room the event's name
     * @param json its data
     * @return completes when the bytes have left, exceptionally when the line is broken
     */
    CompletionStage<?> send(String room, String json);
}
