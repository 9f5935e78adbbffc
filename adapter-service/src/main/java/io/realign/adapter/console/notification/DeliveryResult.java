package io.realign.adapter.console.notification;

/** The result of sending a request with retries. */
public sealed interface DeliveryResult {
    /** The endpoint accepted the request. */
    record Delivered() implements DeliveryResult {}

    /**
     * The request is not retried any more.
     *
     * @param reason reason as a sentence; does not contain the address, which may be secret
     */
    record Abandoned(String reason) implements DeliveryResult {}
}
