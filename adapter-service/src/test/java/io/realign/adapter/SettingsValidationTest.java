package io.realign.adapter;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.realign.adaptation.gate.ConsensusThresholds;
import io.realign.adaptation.gate.FeatureDriftCheck;
import io.realign.adaptation.gate.GateSettings;
import io.realign.adaptation.gate.LabelRequestPolicy;
import io.realign.adaptation.gate.LabelledProbe;
import io.realign.adaptation.gate.TrustRegionThresholds;
import io.realign.adapter.console.notification.WebhookEventKind;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsValidationTest {
    @Test
    void defaults_needTheShapeOfTheEventsAlone() {
        assertThatCode(() -> SettingsValidation.check(settings(Map.of()))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "features         | 0       | expected 1 to 1048576, got 0",
                "labels           | a       | expected at least two different names, got [a]",
                "labels           | a,a     | expected at least two different names, got [a, a]",
                "future-tolerance | -PT1S   | expected a duration of zero or more, got PT-1S",
                "budget.cooldown  | -PT1S   | expected a duration of zero or more, got PT-1S",
                "budget.cpu-per-day | PT0S  | expected a positive duration, got PT0S",
                "source.minimum   | 0       | expected at least 1, got 0",
                "source.limit     | 199     | expected source.minimum, 200, or more, got 199",
                "source.settle    | PT0S    | expected a positive duration, got PT0S",
                "retain.versions  | 1       | expected at least 2, got 1",
                "retain.age       | PT59M   | expected PT1H or more, got PT59M",
                "gate.hold-out-drop           | -0.1 | expected 0 to 1, got -0.1",
                "gate.agreement               | 90   | expected 0 to 1, got 90.0",
                "gate.share-change            | 1.1  | expected 0 to 1, got 1.1",
                "gate.common                  | NaN  | expected 0 to 1, got NaN",
                "gate.probe-level             | 0    | expected above 0 to 0.5, got 0.0",
                "gate.ask-below               | 80   | expected 0 to 1, got 80.0",
                "gate.drift-growth            | 0.5  | expected 1 or more, got 0.5",
                "gate.consensus.hold-out-drop | 2    | expected 0 to 1, got 2.0",
                "gate.consensus.common        | -1   | expected 0 to 1, got -1.0",
                "gate.consensus.rows          | 0    | expected at least 1, got 0",
                "gate.consensus.slack         | 5    | expected 0 to 1, got 5.0",
                "lineage.url       | marquez | expected http(s)://host[:port][/path], got another form",
            })
    void wrongSetting_isNamed_withWhatWasExpectedAndWhatCame(String key, String value, String message) {
        AdapterSettings settings = settings(Map.of("realign." + key, value));

        assertThatThrownBy(() -> SettingsValidation.check(settings)).hasMessage("realign." + key + ": " + message);
    }

    @Test
    void gate_drawsTheLinesOfTheRules_whereNothingIsSet() {
        assertThat(AdapterBeans.thresholds(settings(Map.of()).gate())).isEqualTo(GateSettings.DEFAULT);
    }

    @Test
    void everyLineOfTheGate_canBeSet() {
        AdapterSettings settings = settings(Map.ofEntries(
                entry("realign.gate.hold-out-drop", "0.11"),
                entry("realign.gate.agreement", "0.12"),
                entry("realign.gate.share-change", "0.13"),
                entry("realign.gate.common", "0.14"),
                entry("realign.gate.consensus.hold-out-drop", "0.15"),
                entry("realign.gate.consensus.common", "0.16"),
                entry("realign.gate.consensus.rows", "17"),
                entry("realign.gate.consensus.slack", "0.18"),
                entry("realign.gate.probe-level", "0.19"),
                entry("realign.gate.ask-below", "0.21"),
                entry("realign.gate.drift-growth", "2.2")));

        assertThat(AdapterBeans.thresholds(settings.gate()))
                .isEqualTo(new GateSettings(
                        new TrustRegionThresholds(.11, .12, .13, .14),
                        new ConsensusThresholds(.15, .16, 17, .18),
                        new LabelledProbe(.19),
                        new LabelRequestPolicy(.21),
                        new FeatureDriftCheck(2.2)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"endpoint", "region", "bucket"})
    void halfABucket_isRefused_andWhatIsMissingIsNamed(String missing) {
        Map<String, String> s3 = bucket();
        s3.remove("realign.artifacts.s3." + missing);

        assertThatThrownBy(() -> SettingsValidation.check(settings(s3)))
                .hasMessage("realign.artifacts.s3." + missing
                        + ": expected endpoint, region and bucket together, or none of them for the directory, got no "
                        + missing);
    }

    @Test
    void wholeBucket_isAccepted_besideADirectory() {
        Map<String, String> both = bucket();
        both.put("realign.artifacts", "elsewhere");

        AdapterSettings settings = settings(both);

        assertThatCode(() -> SettingsValidation.check(settings)).doesNotThrowAnyException();
        assertThat(settings.s3().bucket()).hasValue("models");
        assertThat(settings.artifacts()).hasToString("elsewhere");
    }

    @ParameterizedTest
    @CsvSource({
        "history.directory, history",
        "history.directory, ./history;INIT=x",
        "history.url, jdbc:h2:mem:x",
        "history.windows, PT0S"
    })
    void historyThatCannotBe_isRefused(String key, String value) {
        assertThatThrownBy(() -> SettingsValidation.check(settings(Map.of("realign." + key, value))))
                .hasMessageStartingWith("realign." + key + ": expected ");
    }

    @Test
    void secretInAnEndpoint_isRefused_andNotRepeated() {
        Map<String, String> s3 = bucket();
        s3.put("realign.artifacts.s3.endpoint", "http://key:secret@127.0.0.1:9000");

        assertThatThrownBy(() -> SettingsValidation.check(settings(s3)))
                .hasMessageContaining("realign.artifacts.s3.endpoint: expected http(s)://host[:port]")
                .message()
                .doesNotContain("secret");
    }

    @Test
    void webhook_canBeSetByTheEnvironment() {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(AdapterSettings.class)
                .withSources(new PropertiesConfigSource(needed(), "test", 100))
                .withSources(new EnvConfigSource(
                        Map.of(
                                "REALIGN_WEBHOOKS_OPS_URL", "https://hooks.example.com",
                                "REALIGN_WEBHOOKS_OPS_SECRET_FILE", "keys/ops",
                                "REALIGN_WEBHOOKS_OPS_EVENTS", "alert,rollback"),
                        300))
                .build();

        assertThat(config.getConfigMapping(AdapterSettings.class).webhooks()).hasEntrySatisfying("ops", webhook -> {
            assertThat(webhook.url()).isEqualTo("https://hooks.example.com");
            assertThat(webhook.secretFile()).hasToString("keys/ops");
            assertThat(webhook.events()).containsExactlyInAnyOrder(WebhookEventKind.ALERT, WebhookEventKind.ROLLBACK);
        });
    }

    @Test
    void webhookOfAnUnknownEvent_isRefused_andTheKnownOnesAreNamed() {
        assertThatThrownBy(() -> settings(Map.of(
                        "realign.webhooks.ops.url", "https://hooks.example.com",
                        "realign.webhooks.ops.secret-file", "keys/ops",
                        "realign.webhooks.ops.events", "alarm")))
                .hasMessageContaining("realign.webhooks.ops.events")
                .hasMessageContaining("Cannot convert alarm")
                .hasMessageContaining("rollback");
    }

    private static Map<String, String> bucket() {
        return new HashMap<>(Map.of(
                "realign.artifacts.s3.endpoint", "http://127.0.0.1:9000",
                "realign.artifacts.s3.region", "us-east-1",
                "realign.artifacts.s3.bucket", "models"));
    }

    private static AdapterSettings settings(Map<String, String> changed) {
        Map<String, String> all = new HashMap<>(needed());
        all.putAll(changed);
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(AdapterSettings.class)
                .withSources(new PropertiesConfigSource(all, "test", 100))
                .build();
        return config.getConfigMapping(AdapterSettings.class);
    }

    private static Map<String, String> needed() {
        return Map.of("realign.bootstrap", "127.0.0.1:9092", "realign.features", "4", "realign.labels", "a,b");
    }
}
