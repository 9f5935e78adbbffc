package io.realign.schemas;

import io.realign.event.ContractViolation;
import java.util.function.Function;

/** Bytes from outside, either understood or refused with a reason. */
public sealed interface DecodeResult<T> {
    /** The bytes are a message. */
    record Valid<T>(T message) implements DecodeResult<T> {}

    /** The bytes are not a message that can be used. */
    record Invalid<T>(ContractViolation rejection) implements DecodeResult<T> {}

    static <T> DecodeResult<T> invalid(ContractViolation.Reason reason, String cause) {
        return new Invalid<>(new ContractViolation(reason, cause));
    }

    /** The message, or what {@code otherwise} throws. */
    default <E extends Exception> T orElseThrow(Function<ContractViolation, E> otherwise) throws E {
        if (this instanceof Valid<T> value) {
            return value.message();
        }
        throw otherwise.apply(((Invalid<T>) this).rejection());
    }
}
