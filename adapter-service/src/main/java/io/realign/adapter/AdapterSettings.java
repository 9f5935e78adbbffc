package io.realign.adapter;

import io.realign.adapter.console.notification.WebhookEventKind;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a person sets; also as environment variables, such as {@code REALIGN_SOURCE_MINIMUM}. */
@ConfigMapping(prefix = "realign")
public interface AdapterSettings {
    /** {@code host:port} of a Kafka broker; several with commas. */
    String bootstrap();

    /** Number of features of an event. */
    int features();

    /** The classes, in the order of the model's outputs. */
    List<String> labels();

    /**
     * The file of the tokens that people and programs show. Without one everybody may do everything, and the service listens on
     * the loopback alone.
     */
    Optional<Path> tokens();

    /** How far ahead of the clock an event time may lie. */
    @WithDefault("PT1H")
    Duration maxClockSkew();

    /** Where all chance comes from. */
    @WithDefault("7")
    long seed();

    /** The directory that holds the artifacts, where no bucket does. */
    @WithDefault("artifacts")
    Path artifacts();

    /** The bucket that holds the artifacts instead of the directory. */
    @WithName("artifacts.s3")
    S3 s3();

    /** What the page and the API know of the past. */
    History history();

    /** Which old artifacts are kept. */
    Retention retention();

    /**
     * The directory that holds {@code signing-key.pem}, which releases are signed with, and {@code trusted-keys.pem}, which
     * consumers get; both are made at the first start if neither is there.
     */
    @WithDefault("keys")
    Path keys();

    /** How long after it is made a release may be loaded. */
    @WithDefault("P365D")
    Duration releaseTtl();

    Source source();

    Rollout rollout();

    /** Judges and records, and releases nothing after version 1. */
    @WithDefault("false")
    boolean dryRun();

    /** What adapting may cost. */
    Budget budget();

    /**
     * Labelled rows of the target, to judge candidates by and for nothing else: a comma separated file with the header
     * {@code label,feature,...} for all domains, or a directory with {@code DOMAIN.csv} for each that has some.
     */
    Optional<Path> validationRows();

    /** How far a candidate may go from the model that serves. */
    Gate gate();

    /** Who is told of what, each under a name of your choice. */
    Map<String, Webhook> webhooks();

    /** Who is told what each model was made of. */
    Lineage lineage();

    /** Where OpenLineage events go. */
    interface Lineage {
        /** Such as {@code http://127.0.0.1:5000/api/v1/lineage}; without it there are none. */
        Optional<String> url();

        /** Of the jobs and models. */
        @WithDefault("realign")
        String namespace();
    }

    /** An endpoint that is posted CloudEvents, signed by Standard Webhooks. */
    interface Webhook {
        /** {@code https://}, or {@code http://} on the loopback. */
        String url();

        /** A file with a secret on each line, {@code whsec_} and Base64; each of them signs. */
        Path secretFile();

        /** What it is told of. */
        @WithDefault("alert,adaptation,release,rollback")
        Set<WebhookEventKind> events();
    }

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

    /** The history lies in a file of the service's own, or in PostgreSQL where an address of one is set. */
    interface History {
        /** The directory of that file; absolute, or beginning with {@code ./}. */
        @WithDefault("./history")
        String directory();

        /** Such as {@code jdbc:postgresql://db:5432/realign}. */
        Optional<String> url();

        /** Of the database at that address. */
        Optional<String> username();

        /** Of the database at that address. */
        Optional<String> password();

        /** How long windows and dead letters are kept. */
        @WithDefault("P30D")
        Duration windowRetention();

        /** How long alerts, adaptations, releases and rollouts are kept. */
        @WithDefault("P730D")
        Duration messageRetention();
    }

    /** An artifact goes when none of these versions names it and it is older than the age. */
    interface Retention {
        /** So many of the newest releases of each domain keep their artifacts. */
        @WithDefault("20")
        int versions();

        /** What was stored a shorter time ago stays. */
        @WithDefault("P30D")
        Duration minAge();
    }

    /** How a release takes the place of the one before. */
    interface Rollout {
        /** Of a thousand events, the shares that it scores one after the other, between none and all. */
        @WithDefault("100,500")
        List<Integer> trafficPercent();

        /** Of a thousand events, on how many it is compared with the one before while that scores them. */
        @WithDefault("1000")
        int shadowPercent();

        /** How long each step lasts at least. */
        @WithDefault("PT1M")
        Duration stepMinDuration();

        /** How many events have to be compared before a step is judged. */
        @WithDefault("100")
        long minComparedEvents();

        /** How long a step waits for consumers that have not loaded the release. */
        @WithDefault("PT1M")
        Duration consumerLoadTimeout();

        /** Whether a release scores nothing before a person says so. */
        @WithDefault("false")
        boolean requireApproval();

        /** How long a target is given to come to rest under a release that scores all of its events. */
        @WithDefault("PT30M")
        Duration recoveryTimeout();

        /** By how much less than on its window it may agree with the one before, as a fraction of the compared events. */
        @WithDefault("0.05")
        double maxAgreementDrop();

        /** Most that the mean confidence may fall, below the one before (or its window) and during the recovery. */
        @WithDefault("0.05")
        double maxConfidenceDrop();

        /** By how much farther than on its window the shares of the classes may move, in total variation. */
        @WithDefault("0.05")
        double maxClassShareShift();

        /** By how much farther than on its window the mean probabilities may lie from those of the one before. */
        @WithDefault("0.05")
        double maxDrift();
    }

    /** What adapting may cost. */
    interface Budget {
        /** How long a domain waits after an adaptation that came to a verdict; longer if the last ones did not help. */
        @WithDefault("PT5M")
        Duration cooldown();

        /** Processor time that the adaptations of 24 hours may take, of all domains together; what comes then is skipped. */
        @WithDefault("PT8H")
        Duration cpuPerDay();
    }

    /** The lines of the votes on a candidate; one that is near the model that serves must keep all of them. */
    interface Gate {
        /** How much less of the labelled source rows that were held out it may get right, 0 to 1. */
        @WithDefault("0.02")
        double maxHoldOutDrop();

        /** The share of the window on which it must name the same class, 0 to 1. */
        @WithDefault("0.9")
        double minAgreement();

        /** How far the class shares that it predicts for the window may move, as total variation, 0 to 1. */
        @WithDefault("0.05")
        double maxClassShareShift();

        /** The share of the window on which an unlike learner must see the same for anything to be said, 0 to 1. */
        @WithDefault("0.7")
        double minLearnerAgreement();

        /**
         * How often chance alone may make the labelled rows decide for a candidate that is no better, or against one that
         * is no worse; above 0 to 0.5.
         */
        @WithDefault("0.05")
        double significanceLevel();

        /** The share of the window, 0 to 1; a refused candidate that names the same class on less asks for labels. */
        @WithDefault("0.8")
        double labelRequestBelow();

        /**
         * How many times as far apart, in multiples of chance, a candidate may see source and target in its features as the
         * model that serves; at least 1. The vote is recorded and refuses nothing.
         */
        @WithDefault("1.25")
        double maxFeatureDriftRatio();

        Consensus consensus();
    }

    /** The lines for a candidate that goes further, and is held to two unlike learners instead. */
    interface Consensus {
        /** As for the gate. */
        @WithDefault("0.02")
        double maxHoldOutDrop();

        /** The share of the window on which the two learners must agree, 0 to 1. */
        @WithDefault("0.7")
        double minLearnerAgreement();

        /** Fewest rows of a window. */
        @WithDefault("250")
        int minRows();

        /** How much less the candidate may agree with either than they do with each other, 0 to 1. */
        @WithDefault("0.05")
        double maxAgreementGap();
    }

    /** When there is enough of the source to train version 1. */
    interface Source {
        /** Fewest valid events. */
        @WithDefault("200")
        int minEvents();

        /** Most valid events: with so many nothing is waited for. */
        @WithDefault("5000")
        int maxEvents();

        /** How long nothing must have come before what is there counts as all. */
        @WithDefault("PT2S")
        Duration quietPeriod();
    }
}
