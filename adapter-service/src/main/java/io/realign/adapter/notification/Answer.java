package io.realign.adapter.notification;

/** How the sending of an event ended. */
public sealed interface Answer {
    /** The endpoint has it. */
    record Taken() implements Answer {}

    /**
     * It is not tried again.
     *
     * @param reason as a sentence, without an address
     */
    record GivenUp(String reason) implements Answer {}
}
