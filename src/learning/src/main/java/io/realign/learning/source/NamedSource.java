package io.realign.learning.source;

import io.realign.learning.input.SourceRows;

/**
 * A named labelled source.
 *
 * @param rows raw rows
 * @param age age in multiples of the interval between sources, 0 for the newest source
 */
public record NamedSource(String name, SourceRows rows, double age) {
    public NamedSource {
        if (!(age >= 0) || Double.isInfinite(age)) {
            throw new IllegalArgumentException("source %s: expected an age of 0 or more, got %s".formatted(name, age));
        }
    }
}
