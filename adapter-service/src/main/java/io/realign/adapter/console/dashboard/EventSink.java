package io.realign.adapter.console.dashboard;

import java.util.concurrent.CompletionStage;

/** The line to one client. */
interface EventSink {
    /**
     * Sends one server-sent event.
     *
     * @param room the event's name
     * @param json its data
     * @return completes when the bytes have left, exceptionally when the line is broken
     */
    CompletionStage<?> send(String room, String json);
}
