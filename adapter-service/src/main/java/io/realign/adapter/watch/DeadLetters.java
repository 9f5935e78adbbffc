package io.realign.adapter.watch;

/**
 * How many records of one topic could not be used for one reason.
 *
 * @param topic the topic that they lie in now
 * @param reason why, one of {@link io.realign.event.Rejection.Reason}
 * @param count how many
 * @param cause what was expected and what came, of the newest
 */
record DeadLetters(String topic, String reason, long count, String cause) {
    DeadLetters(String topic, String reason) {
        this(topic, reason, 0, "");
    }

    DeadLetters more(String newestCause) {
        return new DeadLetters(topic, reason, count + 1, newestCause);
    }
}
