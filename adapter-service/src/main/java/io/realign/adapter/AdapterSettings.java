package io.realign.adapter;

import static io.realign.adapter.SettingConstraints.FRACTION;
import static io.realign.adapter.SettingConstraints.GOT;
import static io.realign.adapter.SettingConstraints.NOT_NEGATIVE;
import static io.realign.adapter.SettingConstraints.POSITIVE;

import io.realign.adapter.SettingConstraints.Consistent;
import io.realign.adapter.SettingConstraints.Percent;
import io.realign.adapter.SettingConstraints.StepPercents;
import io.realign.adapter.console.notification.WebhookEventKind;
import io.realign.event.EventContract;
import io.realign.model.ArtifactRetention;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hibernate.validator.constraints.Range;
import org.hibernate.validator.constraints.UniqueElements;
import org.hibernate.validator.constraints.time.DurationMin;

/** Settings of the adapter service, as environment variables. */
@ConfigMapping(prefix = "realign")
public interface AdapterSettings {
    /** Kafka bootstrap servers, {@code host:port}, separated by commas. */
    @NotBlank(message = "must be host:port of a Kafka broker, got nothing")
    String bootstrap();

    /**
     * Encryption and authentication of the connections to Kafka. An invalid combination stops the service with a message that
     * names the setting.
     */
    Kafka kafka();

    /** Length of a feature vector. */
    @Min(value = 1, message = "must be between 1 and " + EventContract.MAX_FEATURES + GOT)
    @Max(value = EventContract.MAX_FEATURES, message = "must be between 1 and " + EventContract.MAX_FEATURES + GOT)
    int features();

    /** Class labels, in the order of the model outputs. */
    @Size(min = 2, message = "must be at least two different names" + GOT)
    @UniqueElements(message = "must be at least two different names" + GOT)
    List<String> labels();

    /**
     * File with the access tokens of people and programs. Without it every caller has every role, and the service accepts
     * connections on the loopback address only.
     */
    Optional<Path> tokens();

    /** Time without output of a job, although events arrive, after which the job counts as stale. */
    @WithDefault("PT5M")
    @DurationMin(message = NOT_NEGATIVE)
    Duration jobStaleAfter();

    /**
     * Additional host names and addresses of the service, without port, such as {@code realign.example.com}.
     * Requests for other hosts are rejected.
     */
    Optional<
                    List<
                            @Pattern(
                                    regexp = "[^\\s/:@\\[\\]]+|\\[[0-9A-Fa-f:.]+\\]",
                                    message = "must be a host name or an address without scheme and port" + GOT)
                            String>>
            allowedHosts();

    /** Maximum time by which an event time may be ahead of the clock. */
    @WithDefault("PT1H")
    @DurationMin(message = NOT_NEGATIVE)
    Duration maxClockSkew();

    /** Random seed. */
    @WithDefault("7")
    long seed();

    /** Directory of the artifacts; unused with an S3 bucket. */
    @WithDefault("artifacts")
    Path artifacts();

    /** S3 bucket for the artifacts, instead of the directory. */
    @WithName("artifacts.s3")
    S3 s3();

    /** Database behind the history views of the dashboard and the API. */
    History history();

    /** Retention of old artifacts. */
    Retention retention();

    /**
     * Directory of {@code signing-key.pem}, the private key that signs releases, and {@code trusted-keys.pem}, the public keys
     * for consumers. The service creates both at its first start.
     */
    @WithDefault("keys")
    Path keys();

    /**
     * Time from the signature of a release to its expiry. The service renews the signature after half of this time. A
     * consumer rejects an expired release that it has never served.
     */
    @WithDefault("P365D")
    @DurationMin(seconds = 10, message = "must be PT10S or more" + GOT)
    Duration releaseTtl();

    /** Source data of the base model. */
    Source source();

    /** Rollout of a release. */
    Rollout rollout();

    /** Trains and records candidates, but publishes no release except the base model. */
    @WithDefault("false")
    boolean dryRun();

    /** Limits on the cost of adaptations. */
    Budget budget();

    /**
     * Labelled probe: labelled rows of the target, used for evaluation only. A CSV file with the header
     * {@code label,feature,...} for all domains, or a directory with one {@code DOMAIN.csv} for each domain.
     */
    Optional<Path> validationRows();

    /** Thresholds of the acceptance gate. */
    Gate gate();

    /** Webhooks, by name. */
    Map<String, Webhook> webhooks();

    /** Destination of OpenLineage events. */
    Lineage lineage();

    /** All programs have these settings. */
    interface Kafka {
        /** {@code PLAINTEXT}, {@code SSL} or {@code SASL_SSL}. */
        @WithDefault("PLAINTEXT")
        String protocol();

        /** SASL mechanism: {@code SCRAM-SHA-512} if not set, or {@code PLAIN}. */
        Optional<String> mechanism();

        /** User name, with {@code SASL_SSL}. */
        Optional<String> user();

        /** File whose only line is the password, with {@code SASL_SSL}. */
        Optional<Path> passwordFile();

        /** PEM file with the certificate authorities that sign the broker certificates; by default those that the JVM trusts. */
        Optional<Path> trustStore();

        /** PEM file with certificate chain and private key, for brokers that authenticate clients by certificate. */
        Optional<Path> keyStore();
    }

    interface Lineage {
        /** URL such as {@code http://127.0.0.1:5000/api/v1/lineage}; no events are sent without it. */
        Optional<
                        @Pattern(
                                regexp = "https?://[^\\s/@?#]+(/[^\\s#]*)?",
                                message = "must be http(s)://host[:port][/path], got an invalid value")
                        String>
                url();

        /** Namespace of jobs and models. */
        @WithDefault("realign")
        @NotBlank(message = "must not be blank")
        String namespace();
    }

    /** Each webhook is an endpoint that receives CloudEvents, signed according to Standard Webhooks. */
    interface Webhook {
        /** {@code https://} URL, or {@code http://} URL on the loopback address. */
        String url();

        /** File with one secret per line, {@code whsec_} and Base64; requests are signed with all secrets. */
        Path secretFile();

        /** Event kinds to send. */
        @WithDefault("alert,adaptation,release,rollback")
        Set<WebhookEventKind> events();
    }

    /**
     * Set all three settings or none. The credentials come from the default provider chain of the AWS SDK:
     * AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile, or the identity of a pod.
     */
    @Consistent
    interface S3 {
        /** URL such as {@code https://s3.eu-central-1.amazonaws.com}. */
        Optional<
                        @Pattern(
                                regexp = "https?://[^\\s/@]+/?",
                                message = "must be http(s)://host[:port], got an invalid value")
                        String>
                endpoint();

        /** Region; any value for a server without regions, such as {@code us-east-1}. */
        Optional<String> region();

        /** Existing bucket. */
        Optional<String> bucket();
    }

    /** The database is an embedded file, or PostgreSQL if a URL is set. */
    interface History {
        /** Directory of the embedded database; absolute, or starting with {@code ./}. */
        @WithDefault("./history")
        @Pattern(
                regexp = "\\.?/[^;]*",
                message = "must be a directory that starts with / or ./ and has no semicolon" + GOT)
        String directory();

        /** JDBC URL such as {@code jdbc:postgresql://db:5432/realign}. */
        Optional<
                        @Pattern(
                                regexp = "jdbc:postgresql://.*",
                                message = "must be jdbc:postgresql://host[:port]/database, got an invalid value")
                        String>
                url();

        /** PostgreSQL user. */
        Optional<String> username();

        /** PostgreSQL password. */
        Optional<String> password();

        /** Retention of windows and dead letters. */
        @WithDefault("P30D")
        @DurationMin(nanos = 1, message = POSITIVE)
        Duration windowRetention();

        /** Retention of alerts, adaptations, releases and rollouts. */
        @WithDefault("P730D")
        @DurationMin(nanos = 1, message = POSITIVE)
        Duration messageRetention();
    }

    /** An artifact is deleted if it is older than the minimum age and no retained version refers to it. */
    interface Retention {
        /** Number of releases of each domain, newest first, whose artifacts are retained. */
        @WithDefault("20")
        @Min(
                value = ArtifactRetention.MIN_RETAINED_VERSIONS,
                message = "must be at least " + ArtifactRetention.MIN_RETAINED_VERSIONS + GOT)
        int versions();

        /** Age below which an artifact is never deleted. */
        @WithDefault("P30D")
        @DurationMin(hours = 1, message = "must be PT1H or more" + GOT)
        Duration minAge();
    }

    /** A release scores more events at each step of its rollout, and is rolled back if it exceeds one of the limits. */
    @Consistent
    interface Rollout {
        /** Traffic share of a release at each step, in percent, ascending; a last step of 100 is added. */
        @WithDefault("10,50")
        @StepPercents
        List<Double> trafficPercent();

        /** Percentage of the events of the previous release that the new release shadow-scores for comparison. */
        @WithDefault("100")
        @Percent
        double shadowPercent();

        /** Minimum duration of a step. */
        @WithDefault("PT1M")
        @DurationMin(message = NOT_NEGATIVE)
        Duration stepMinDuration();

        /** Minimum number of compared events before a step can end. */
        @WithDefault("100")
        @Min(value = 0, message = "must be 0 or more" + GOT)
        long minComparedEvents();

        /** Maximum time a step waits for consumers to load the release. */
        @WithDefault("PT1M")
        @DurationMin(message = NOT_NEGATIVE)
        Duration consumerLoadTimeout();

        /** Whether a release needs manual approval ({@code advance}) before it scores events. */
        @WithDefault("false")
        boolean requireApproval();

        /** Time after the last step within which the domain has to recover; otherwise the release is rolled back. */
        @WithDefault("PT30M")
        @DurationMin(message = NOT_NEGATIVE)
        Duration recoveryTimeout();

        /** Maximum drop in agreement with the previous release, relative to the acceptance window (fraction). */
        @WithDefault("0.05")
        @Range(max = 1, message = FRACTION)
        double maxAgreementDrop();

        /**
         * Maximum drop in mean confidence (fraction). During the steps, the release is compared with the previous release on the
         * same events; if its mean confidence was lower on the acceptance window, that difference is added to the maximum. After the
         * last step, the newest predictions of the release are compared with its first predictions.
         */
        @WithDefault("0.05")
        @Range(max = 1, message = FRACTION)
        double maxConfidenceDrop();

        /**
         * Maximum distance between the class shares that the two releases predict, in addition to their distance on the
         * acceptance window (total variation, 0 to 1).
         */
        @WithDefault("0.05")
        @Range(max = 1, message = FRACTION)
        double maxClassShareShift();

        /**
         * Maximum Euclidean distance between the mean probabilities of the two releases, in addition to their distance on the
         * acceptance window (0 to 1).
         */
        @WithDefault("0.05")
        @Range(max = 1, message = FRACTION)
        double maxDrift();
    }

    interface Budget {
        /**
         * Minimum time between an evaluated adaptation and the next adaptation of the same domain; longer after several
         * unsuccessful adaptations.
         */
        @WithDefault("PT5M")
        @DurationMin(message = NOT_NEGATIVE)
        Duration cooldown();

        /** Maximum CPU time of all adaptations within 24 hours; once it is used up, alerts are skipped. */
        @WithDefault("PT8H")
        @DurationMin(nanos = 1, message = POSITIVE)
        Duration cpuPerDay();
    }

    /** The trust region gate accepts only candidates close to the serving model. */
    interface Gate {
        /** Maximum drop in accuracy on the labelled hold-out set of the source (fraction). */
        @WithDefault("0.02")
        @Range(max = 1, message = FRACTION)
        double maxHoldOutDrop();

        /** Minimum agreement with the serving model on the window (fraction). */
        @WithDefault("0.9")
        @Range(max = 1, message = FRACTION)
        double minAgreement();

        /**
         * Maximum distance between the class shares that candidate and serving model predict on the window (total variation, 0 to
         * 1).
         */
        @WithDefault("0.05")
        @Range(max = 1, message = FRACTION)
        double maxClassShareShift();

        /**
         * Minimum agreement of the serving model with the LDA ensemble (fraction of the window); below it the gate rejects every
         * candidate.
         */
        @WithDefault("0.7")
        @Range(max = 1, message = FRACTION)
        double minLearnerAgreement();

        /**
         * Significance level of the sign test that compares candidate and serving model on the labelled probe; above 0, at most
         * 0.5.
         */
        @WithDefault("0.05")
        @DecimalMin(value = "0", inclusive = false, message = "must be above 0 and at most 0.5" + GOT)
        @DecimalMax(value = "0.5", message = "must be above 0 and at most 0.5" + GOT)
        double significanceLevel();

        /** Agreement with the serving model below which a rejection includes a label request (fraction of the window). */
        @WithDefault("0.8")
        @Range(max = 1, message = FRACTION)
        double labelRequestBelow();

        /**
         * Maximum embedding drift (distance of source and target embeddings) of the candidate, as a multiple of that of the serving
         * model; at least 1. The check is recorded but rejects nothing.
         */
        @WithDefault("1.25")
        @DecimalMin(value = "1", message = "must be a number of 1 or more" + GOT)
        @DecimalMax(value = "1.7976931348623157E308", message = "must be a number of 1 or more" + GOT)
        double maxFeatureDriftRatio();

        /** Thresholds of the consensus gate. */
        Consensus consensus();
    }

    /**
     * The consensus gate compares a candidate outside the trust region with two learners: the serving model and the LDA
     * ensemble.
     */
    interface Consensus {
        /** Maximum drop in accuracy on the labelled hold-out set of the source (fraction). */
        @WithDefault("0.02")
        @Range(max = 1, message = FRACTION)
        double maxHoldOutDrop();

        /** Minimum agreement of the two learners with each other (fraction of the window). */
        @WithDefault("0.7")
        @Range(max = 1, message = FRACTION)
        double minLearnerAgreement();

        /** Minimum number of events in the window. */
        @WithDefault("250")
        @Min(value = 1, message = "must be at least 1" + GOT)
        int minRows();

        /**
         * How far the agreement of the candidate with each learner may be below the agreement between the two learners
         * (fraction).
         */
        @WithDefault("0.05")
        @Range(max = 1, message = FRACTION)
        double maxAgreementGap();
    }

    /** The base model is trained when the source is complete. */
    @Consistent
    interface Source {
        /** Minimum number of valid events. */
        @WithDefault("200")
        @Min(value = 1, message = "must be at least 1" + GOT)
        int minEvents();

        /** Number of valid events at which the source is complete without waiting for the quiet period. */
        @WithDefault("5000")
        int maxEvents();

        /** Time without a source event after which a source of at least the minimum number of events is complete. */
        @WithDefault("PT2S")
        @DurationMin(nanos = 1, message = POSITIVE)
        Duration quietPeriod();
    }
}
