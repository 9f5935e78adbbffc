package io.realign.schemas;

import io.realign.event.ContractViolation;
import java.util.function.Function;

/** A decoded message, or the reason why the record is invalid. */
public sealed interface DecodeResult<T> {
    record Valid<T>(T message) implements DecodeResult<T> {}

    record Invalid<T>(ContractViolation violation) implements DecodeResult<T> {}

    static <T> DecodeResult<T> invalid(ContractViolation.Reason category, String description) {
        return new Invalid<>(new ContractViolation(category, description));
    }

    /**
     * Returns the message.
     *
     * @throws E created by {@code otherwise} if the record is invalid
     */
    default <E extends Exception> T orElseThrow(Function<ContractViolation, E> otherwise) throws E {
        if (this instanceof Valid<T> value) {
            return value.message();
        }
        throw otherwise.apply(((Invalid<T>) this).violation());
    }
}
