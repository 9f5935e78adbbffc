package io.realign.adapter.console.dashboard;

import java.util.concurrent.CompletionStage;

/** The connection to one client. */
interface EventSink {
    /**
     * Sends one server-sent event.
     *
     * @param name name of the event
     * @param json data of the event
     * @return completes when the bytes were written, exceptionally if the connection is broken
     */
    CompletionStage<?> send(String name, String json);
}
