package io.realign.schemas;

import io.realign.event.Rejection;
import java.util.function.Function;

/** Bytes from outside, either understood or refused with a reason. */
public sealed interface Decoded<T> {
    /** The bytes are a message. */
    record Value<T>(T message) implements Decoded<T> {}

    /** The bytes are not a message that can be used. */
    record Refused<T>(Rejection rejection) implements Decoded<T> {}

    static <T> Decoded<T> refused(Rejection.Reason reason, String cause) {
        return new Refused<>(new Rejection(reason, cause));
    }

    /** The message, or what {@code otherwise} throws. */
    default <E extends Exception> T orElseThrow(Function<Rejection, E> otherwise) throws E {
        if (this instanceof Value<T> value) {
            return value.message();
        }
        throw otherwise.apply(((Refused<T>) this).rejection());
    }
}
