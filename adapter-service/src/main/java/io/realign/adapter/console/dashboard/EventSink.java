package io.realign.adapter.console.dashboard;

import java.util.concurrent.CompletionStage;

/** Connection to a client of the event stream. */
interface EventSink {
    /**
     * Sends one server-sent event.
     *
     * @return completed when the bytes have been written; completed exceptionally if the connection is broken
     */
    CompletionStage<?> send(String name, String json);
}
