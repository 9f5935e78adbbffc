package io.realign.adapter.console.notification;

/** How the sending of an event ended. */
public sealed interface DeliveryResult {
    /** The endpoint has it. */
    record Delivered() implements DeliveryResult {}

    /**
     * It is not tried again.
     *
     * @param reason as a sentence, without an address
     */
    record Abandoned(String reason) implements DeliveryResult {}
}
