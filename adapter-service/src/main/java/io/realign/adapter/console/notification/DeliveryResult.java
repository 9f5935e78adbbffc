package io.realign.adapter.console.notification;

/** Result of sending a request with retries. */
public sealed interface DeliveryResult {
    /** The endpoint accepted the request. */
    record Delivered() implements DeliveryResult {}

    /** @param reason reason why the request is not retried; without the URL, which may be secret */
    record Abandoned(String reason) implements DeliveryResult {}
}
