package io.realign.adapter;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

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

    /** The directory that holds the artifacts, where no bucket does. */
    @WithDefault("artifacts")
    Path artifacts();

    /** The bucket that holds the artifacts instead of the directory. */
    @WithName("artifacts.s3")
    S3 s3();

    /** Which old artifacts are kept. */
    Retain retain();

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

    Rollout rollout();

    /**
     * Where the bucket is: all three, or none for the directory. The credentials come from where the AWS SDK looks for
     * them: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile, the identity of a pod.
     */
    interface S3 {
        /** Such as {@code https://s3.eu-central-1.amazonaws.com}. */
        Optional<String> endpoint();

        /** A server that knows no regions takes any, such as {@code us-east-1}. */
        Optional<String> region();

        /** Must be there already. */
        Optional<String> bucket();
    }

    /** An artifact goes when none of these versions names it and it is older than the age. */
    interface Retain {
        /** So many of the newest releases of each domain keep their artifacts. */
        @WithDefault("20")
        int versions();

        /** What was stored a shorter time ago stays. */
        @WithDefault("P30D")
        Duration age();
    }

    /** How a release takes the place of the one before. */
    interface Rollout {
        /** Of a thousand events, the shares that it scores one after the other, between none and all. */
        @WithDefault("100,500")
        List<Integer> shares();

        /** Of a thousand events, on how many it is compared with the one before while that scores them. */
        @WithDefault("1000")
        int shadow();

        /** How long each step lasts at least. */
        @WithDefault("PT1M")
        Duration bake();

        /** How many events have to be compared before a step is judged. */
        @WithDefault("100")
        long events();

        /** How long a step waits for consumers that have not loaded the release. */
        @WithDefault("PT1M")
        Duration patience();

        /** Whether a release scores nothing before a person says so. */
        @WithDefault("false")
        boolean approval();

        /** How long a target is given to come to rest under a release that scores all of its events. */
        @WithDefault("PT30M")
        Duration recovery();

        /** Fewest of the compared events on which both models say the same, as a fraction. */
        @WithDefault("0.85")
        double agreement();

        /** Most that the mean confidence may fall, below the one before and during the recovery. */
        @WithDefault("0.05")
        double confidence();

        /** Most that the shares of the classes may move, in total variation. */
        @WithDefault("0.10")
        double classShares();

        /** Farthest that the mean probabilities of the active share may lie from those of the rest. */
        @WithDefault("0.15")
        double drift();
    }

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
