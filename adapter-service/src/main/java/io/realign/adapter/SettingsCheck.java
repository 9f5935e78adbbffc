package io.realign.adapter;

import io.realign.event.EventContract;
import io.realign.model.Exposure;
import io.realign.model.Retention;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the types of the settings do not say. */
final class SettingsCheck {
    private SettingsCheck() {}

    /** @throws IllegalArgumentException with the key, what was expected and what came */
    static void check(Settings settings) {
        require(!settings.bootstrap().isBlank(), "bootstrap", "host:port of a broker", settings.bootstrap());
        int features = settings.features();
        require(features >= 1 && features <= EventContract.MAX_FEATURES, "features", mostFeatures(), features);
        List<String> labels = settings.labels();
        boolean distinct = labels.size() >= 2 && labels.stream().distinct().count() == labels.size();
        require(distinct, "labels", "at least two different names", labels);
        Duration tolerance = settings.futureTolerance();
        notNegative("future-tolerance", tolerance);
        positive("validity", settings.validity());
        notNegative("budget.cooldown", settings.budget().cooldown());
        positive("budget.cpu-per-day", settings.budget().cpuPerDay());
        source(settings.source());
        s3(settings.s3());
        history(settings.history());
        retain(settings.retain());
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

    private static void rollout(Settings.Rollout rollout) {
        List<Integer> shares = rollout.shares();
        boolean grow = shares.equals(shares.stream().distinct().sorted().toList())
                && shares.stream().allMatch(share -> share > 0 && share < Exposure.ALL);
        require(grow, "rollout.shares", "growing shares between 0 and " + Exposure.ALL, shares);
        int shadow = rollout.shadow();
        require(shadow >= 0 && shadow <= Exposure.ALL, "rollout.shadow", "0 to " + Exposure.ALL, shadow);
        require(rollout.events() >= 0, "rollout.events", "0 or more", rollout.events());
        require(
                shadow > 0 || rollout.events() == 0,
                "rollout.shadow",
                "more than 0, as rollout.events asks for " + rollout.events() + " comparisons",
                shadow);
        notNegative("rollout.bake", rollout.bake());
        notNegative("rollout.patience", rollout.patience());
        notNegative("rollout.recovery", rollout.recovery());
        share("rollout.agreement", rollout.agreement());
        share("rollout.confidence", rollout.confidence());
        share("rollout.class-shares", rollout.classShares());
        share("rollout.drift", rollout.drift());
    }

    private static void notNegative(String key, Duration duration) {
        require(!duration.isNegative(), key, "a duration of zero or more", duration);
    }

    private static void positive(String key, Duration duration) {
        require(!duration.isNegative() && !duration.isZero(), key, "a positive duration", duration);
    }

    private static void source(Settings.Source source) {
        int minimum = source.minimum();
        require(minimum >= 1, "source.minimum", "at least 1", minimum);
        require(source.limit() >= minimum, "source.limit", "source.minimum, " + minimum + ", or more", source.limit());
        positive("source.settle", source.settle());
    }

    private static void s3(Settings.S3 s3) {
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
    private static void history(Settings.History history) {
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
        positive("history.windows", history.windows());
        positive("history.messages", history.messages());
    }

    private static void retain(Settings.Retain retain) {
        int versions = retain.versions();
        require(versions >= Retention.FEWEST_VERSIONS, "retain.versions", "at least 2", versions);
        Duration age = retain.age();
        require(age.compareTo(Retention.SHORTEST_AGE) >= 0, "retain.age", Retention.SHORTEST_AGE + " or more", age);
    }

    private static void gate(Settings.Gate gate) {
        share("gate.hold-out-drop", gate.holdOutDrop());
        share("gate.agreement", gate.agreement());
        share("gate.share-change", gate.shareChange());
        share("gate.common", gate.common());
        double level = gate.probeLevel();
        require(level > 0 && level <= .5, "gate.probe-level", "above 0 to 0.5", level);
        share("gate.ask-below", gate.askBelow());
        double growth = gate.driftGrowth();
        require(growth >= 1 && growth < Double.POSITIVE_INFINITY, "gate.drift-growth", "1 or more", growth);
        Settings.Consensus consensus = gate.consensus();
        share("gate.consensus.hold-out-drop", consensus.holdOutDrop());
        share("gate.consensus.common", consensus.common());
        require(consensus.rows() >= 1, "gate.consensus.rows", "at least 1", consensus.rows());
        share("gate.consensus.slack", consensus.slack());
    }

    private static void share(String key, double value) {
        require(value >= 0 && value <= 1, key, "0 to 1", value);
    }

    private static String mostFeatures() {
        return "1 to " + EventContract.MAX_FEATURES;
    }

    private static void require(boolean holds, String key, String expected, Object actual) {
        if (!holds) {
            throw new IllegalArgumentException("realign.%s: expected %s, got %s".formatted(key, expected, actual));
        }
    }
}
