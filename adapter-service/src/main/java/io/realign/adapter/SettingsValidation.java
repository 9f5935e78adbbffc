package io.realign.adapter;

import io.realign.event.EventContract;
import io.realign.model.ArtifactRetention;
import io.realign.model.TrafficSplit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the types of the settings do not say. */
final class SettingsValidation {
    private SettingsValidation() {}

    /** @throws IllegalArgumentException with the key, what was expected and what came */
    static void check(AdapterSettings settings) {
        require(!settings.bootstrap().isBlank(), "bootstrap", "host:port of a broker", settings.bootstrap());
        int features = settings.features();
        require(features >= 1 && features <= EventContract.MAX_FEATURES, "features", allowedFeatureCounts(), features);
        List<String> labels = settings.labels();
        boolean distinct = labels.size() >= 2 && labels.stream().distinct().count() == labels.size();
        require(distinct, "labels", "at least two different names", labels);
        Duration tolerance = settings.maxClockSkew();
        notNegative("future-tolerance", tolerance);
        positive("validity", settings.releaseTtl());
        notNegative("budget.cooldown", settings.budget().cooldown());
        positive("budget.cpu-per-day", settings.budget().cpuPerDay());
        source(settings.source());
        s3(settings.s3());
        history(settings.history());
        retain(settings.retention());
        gate(settings.gate());
        rollout(settings.rollout());
        settings.lineage()
                .url()
                .ifPresent(url -> require(
                        url.matches("https?://[^\\s/@?#]+(/[^\\s#]*)?"),
                        "lineage.url",
                        "http(s)://host[:port][/path]",
                        "another form"));
        require(!settings.lineage().namespace().isBlank(), "lineage.namespace", "a name", "none");
    }

    private static void rollout(AdapterSettings.Rollout rollout) {
        List<Integer> shares = rollout.trafficPercent();
        boolean grow = shares.equals(shares.stream().distinct().sorted().toList())
                && shares.stream().allMatch(share -> share > 0 && share < TrafficSplit.FULL);
        require(grow, "rollout.shares", "growing shares between 0 and " + TrafficSplit.FULL, shares);
        int shadow = rollout.shadowPercent();
        require(shadow >= 0 && shadow <= TrafficSplit.FULL, "rollout.shadow", "0 to " + TrafficSplit.FULL, shadow);
        require(rollout.minComparedEvents() >= 0, "rollout.events", "0 or more", rollout.minComparedEvents());
        require(
                shadow > 0 || rollout.minComparedEvents() == 0,
                "rollout.shadow",
                "more than 0, as rollout.events asks for " + rollout.minComparedEvents() + " comparisons",
                shadow);
        notNegative("rollout.bake", rollout.stepMinDuration());
        notNegative("rollout.patience", rollout.consumerLoadTimeout());
        notNegative("rollout.recovery", rollout.recoveryTimeout());
        share("rollout.agreement", rollout.maxAgreementDrop());
        share("rollout.confidence", rollout.maxConfidenceDrop());
        share("rollout.class-shares", rollout.maxClassShareShift());
        share("rollout.drift", rollout.maxDrift());
    }

    private static void notNegative(String key, Duration duration) {
        require(!duration.isNegative(), key, "a duration of zero or more", duration);
    }

    private static void positive(String key, Duration duration) {
        require(!duration.isNegative() && !duration.isZero(), key, "a positive duration", duration);
    }

    private static void source(AdapterSettings.Source source) {
        int minimum = source.minEvents();
        require(minimum >= 1, "source.minimum", "at least 1", minimum);
        require(
                source.maxEvents() >= minimum,
                "source.limit",
                "source.minimum, " + minimum + ", or more",
                source.maxEvents());
        positive("source.settle", source.quietPeriod());
    }

    private static void s3(AdapterSettings.S3 s3) {
        if (s3.endpoint().isEmpty() && s3.region().isEmpty() && s3.bucket().isEmpty()) {
            return;
        }
        require("endpoint", s3.endpoint());
        require("region", s3.region());
        require("bucket", s3.bucket());
        String endpoint = s3.endpoint().get();
        require(
                endpoint.matches("https?://[^\\s/@]+/?"),
                "artifacts.s3.endpoint",
                "http(s)://host[:port]",
                "another form");
    }

    private static void require(String key, Optional<String> value) {
        require(
                value.isPresent(),
                "artifacts.s3." + key,
                "endpoint, region and bucket together, or none of them for the directory",
                "no " + key);
    }

    /** The address may hold a password, so it is not repeated. */
    private static void history(AdapterSettings.History history) {
        String directory = history.directory();
        require(
                directory.matches("\\.?/[^;]*"),
                "history.directory",
                "a directory that begins with / or ./ and has no semicolon",
                directory);
        require(
                history.url()
                        .filter(url -> !url.startsWith("jdbc:postgresql://"))
                        .isEmpty(),
                "history.url",
                "jdbc:postgresql://host[:port]/database",
                "another form");
        positive("history.windows", history.windowRetention());
        positive("history.messages", history.messageRetention());
    }

    private static void retain(AdapterSettings.Retention retain) {
        int versions = retain.versions();
        require(versions >= ArtifactRetention.MIN_RETAINED_VERSIONS, "retain.versions", "at least 2", versions);
        Duration age = retain.minAge();
        require(
                age.compareTo(ArtifactRetention.LOWEST_MIN_AGE) >= 0,
                "retain.age",
                ArtifactRetention.LOWEST_MIN_AGE + " or more",
                age);
    }

    private static void gate(AdapterSettings.Gate gate) {
        share("gate.hold-out-drop", gate.maxHoldOutDrop());
        share("gate.agreement", gate.minAgreement());
        share("gate.share-change", gate.maxClassShareShift());
        share("gate.common", gate.minLearnerAgreement());
        double level = gate.significanceLevel();
        require(level > 0 && level <= .5, "gate.probe-level", "above 0 to 0.5", level);
        share("gate.ask-below", gate.labelRequestBelow());
        double growth = gate.maxFeatureDriftRatio();
        require(growth >= 1 && growth < Double.POSITIVE_INFINITY, "gate.drift-growth", "1 or more", growth);
        AdapterSettings.Consensus consensus = gate.consensus();
        share("gate.consensus.hold-out-drop", consensus.maxHoldOutDrop());
        share("gate.consensus.common", consensus.minLearnerAgreement());
        require(consensus.minRows() >= 1, "gate.consensus.rows", "at least 1", consensus.minRows());
        share("gate.consensus.slack", consensus.maxAgreementGap());
    }

    private static void share(String key, double value) {
        require(value >= 0 && value <= 1, key, "0 to 1", value);
    }

    private static String allowedFeatureCounts() {
        return "1 to " + EventContract.MAX_FEATURES;
    }

    private static void require(boolean holds, String key, String expected, Object actual) {
        if (!holds) {
            throw new IllegalArgumentException("realign.%s: expected %s, got %s".formatted(key, expected, actual));
        }
    }
}
