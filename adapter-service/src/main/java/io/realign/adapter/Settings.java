package io.realign.adapter;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What a person sets; also as environment variables, such as {@code REALIGN_SOURCE_MINIMUM}. */
@ConfigMapping(prefix = "realign")
public interface Settings {
    /** {@code host:port} of a Kafka broker; several with commas. */
    String bootstrap();

    /** Number of features of an event. */
    int features();

    /** The classes, in the order of the model's outputs. */
    List<String> labels();

    /** How far ahead of the clock an event time may lie. */
    @WithDefault("PT1H")
    Duration futureTolerance();

    /** Where all chance comes from. */
    @WithDefault("7")
    long seed();

    /** The directory that holds the artifacts. */
    @WithDefault("artifacts")
    Path artifacts();

    /**
     * The directory that holds {@code signing-key.pem}, which releases are signed with, and {@code trusted-keys.pem}, which
     * consumers get; both are made at the first start if neither is there.
     */
    @WithDefault("keys")
    Path keys();

    /** How long after it is made a release may be loaded. */
    @WithDefault("P365D")
    Duration validity();

    Source source();

    /** When there is enough of the source to train version 1. */
    interface Source {
        /** Fewest valid events. */
        @WithDefault("200")
        int minimum();

        /** Most valid events: with so many nothing is waited for. */
        @WithDefault("5000")
        int limit();

        /** How long nothing must have come before what is there counts as all. */
        @WithDefault("PT2S")
        Duration settle();
    }
}
