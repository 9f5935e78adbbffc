package io.realign.adapter;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.realign.adaptation.gate.ConsensusThresholds;
import io.realign.adaptation.gate.EmbeddingDriftCheck;
import io.realign.adaptation.gate.GateSettings;
import io.realign.adaptation.gate.LabelRequestPolicy;
import io.realign.adaptation.gate.LabelledProbeTest;
import io.realign.adaptation.gate.TrustRegionThresholds;
import io.realign.adapter.console.notification.WebhookEventKind;
import io.realign.rollout.RolloutPlan;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.validator.BeanValidationConfigValidator;
import io.smallrye.config.validator.BeanValidationConfigValidatorImpl;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdapterSettingsTest {
    private static final BeanValidationConfigValidator VALIDATOR = new BeanValidationConfigValidatorImpl();

    @ParameterizedTest
    @ValueSource(strings = {"http://realign", "realign:8080", "realign/", "user@realign", "[::1]:80", "[realign]"})
    void allowedHost_isRejected_unlessItIsANameOrAddress(String host) {
        assertThatThrownBy(
                        () -> settings(Map.of("realign.allowed-hosts", "realign.example,[fd00::1],10.1.2.3," + host)))
                .hasMessageContaining(
                        "realign.allowed-hosts[3] must be a host name or an address without scheme and port, got "
                                + host);
    }

    @Test
    void defaults_areValid() {
        assertThatCode(() -> settings(Map.of())).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bootstrap        | ' '     | must be host:port of a Kafka broker, got nothing",
                "features         | 0       | must be between 1 and 1048576, got 0",
                "labels           | a       | must be at least two different names, got [a]",
                "labels           | a,a     | must be at least two different names, got [a, a]",
                "max-clock-skew   | -PT1S   | must be a duration of zero or more, got PT-1S",
                "release-ttl      | PT9S    | must be PT10S or more, got PT9S",
                "budget.cooldown  | -PT1S   | must be a duration of zero or more, got PT-1S",
                "budget.cpu-per-day | PT0S  | must be a positive duration, got PT0S",
                "source.min-events | 0      | must be at least 1, got 0",
                "source.quiet-period | PT0S | must be a positive duration, got PT0S",
                "retention.versions | 1     | must be at least 2, got 1",
                "retention.min-age | PT59M  | must be PT1H or more, got PT59M",
                "rollout.traffic-percent | 50,10 | must be ascending percentages above 0 and below 100 with at most one decimal place, got [50.0, 10.0]",
                "rollout.traffic-percent | 0.05 | must be ascending percentages above 0 and below 100 with at most one decimal place, got [0.05]",
                "rollout.traffic-percent | 100 | must be ascending percentages above 0 and below 100 with at most one decimal place, got [100.0]",
                "rollout.shadow-percent | 1000 | must be between 0 and 100 with at most one decimal place, got 1000.0",
                "rollout.max-drift            | 2    | must be between 0 and 1, got 2.0",
                "gate.max-hold-out-drop       | -0.1 | must be between 0 and 1, got -0.1",
                "gate.min-agreement           | 90   | must be between 0 and 1, got 90.0",
                "gate.max-class-share-shift   | 1.1  | must be between 0 and 1, got 1.1",
                "gate.min-learner-agreement   | NaN  | must be between 0 and 1, got NaN",
                "gate.significance-level      | 0    | must be above 0 and at most 0.5, got 0.0",
                "gate.label-request-below     | 80   | must be between 0 and 1, got 80.0",
                "gate.max-feature-drift-ratio | 0.5  | must be a number of 1 or more, got 0.5",
                "gate.max-feature-drift-ratio | Infinity | must be a number of 1 or more, got Infinity",
                "gate.consensus.max-hold-out-drop | 2 | must be between 0 and 1, got 2.0",
                "gate.consensus.min-learner-agreement | -1 | must be between 0 and 1, got -1.0",
                "gate.consensus.min-rows      | 0    | must be at least 1, got 0",
                "gate.consensus.max-agreement-gap | 5 | must be between 0 and 1, got 5.0",
                "lineage.url       | marquez | must be http(s)://host[:port][/path], got an invalid value",
                "history.directory | history | must be a directory that starts with / or ./ and has no semicolon, got history",
                "history.directory | ./history;INIT=x | must be a directory that starts with / or ./ and has no semicolon, got ./history;INIT=x",
                "history.url       | jdbc:h2:mem:x | must be jdbc:postgresql://host[:port]/database, got an invalid value",
                "history.window-retention | PT0S | must be a positive duration, got PT0S",
            })
    void invalidSetting_isRejectedWithItsNameAndValue(String key, String value, String message) {
        assertThatThrownBy(() -> settings(Map.of("realign." + key, value)))
                .hasMessageContaining("realign." + key + " " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "source.max-events | 199 | realign.source max-events must be at least min-events, 200, got 199",
                "rollout.shadow-percent | 0 | realign.rollout shadow-percent must be above 0, as min-compared-events is 100, got 0",
            })
    void inconsistentGroup_isRejected(String key, String value, String message) {
        assertThatThrownBy(() -> settings(Map.of("realign." + key, value))).hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({
        "realign.source.settle, realign.source.quiet-period",
        "realign.rollout.shares, realign.rollout.traffic-percent",
        "REALIGN_GATE_ASK_BELOW, REALIGN_GATE_LABEL_REQUEST_BELOW",
    })
    void oldName_isRejectedWithTheNewName(String oldName, String newName) {
        assertThatThrownBy(() -> settings(Map.of(oldName, "1")))
                .hasMessageContaining(oldName + " was renamed to " + newName);
    }

    @Test
    void gateThresholds_defaultToThoseOfTheGate() {
        assertThat(ServiceBeans.gate(settings(Map.of()).gate())).isEqualTo(GateSettings.DEFAULT);
    }

    @Test
    void gateThresholds_areConfigurable() {
        AdapterSettings settings = settings(Map.ofEntries(
                entry("realign.gate.max-hold-out-drop", "0.11"),
                entry("realign.gate.min-agreement", "0.12"),
                entry("realign.gate.max-class-share-shift", "0.13"),
                entry("realign.gate.min-learner-agreement", "0.14"),
                entry("realign.gate.consensus.max-hold-out-drop", "0.15"),
                entry("realign.gate.consensus.min-learner-agreement", "0.16"),
                entry("realign.gate.consensus.min-rows", "17"),
                entry("realign.gate.consensus.max-agreement-gap", "0.18"),
                entry("realign.gate.significance-level", "0.19"),
                entry("realign.gate.label-request-below", "0.21"),
                entry("realign.gate.max-feature-drift-ratio", "2.2")));

        assertThat(ServiceBeans.gate(settings.gate()))
                .isEqualTo(new GateSettings(
                        new TrustRegionThresholds(.11, .12, .13, .14),
                        new ConsensusThresholds(.15, .16, 17, .18),
                        new LabelledProbeTest(.19),
                        new LabelRequestPolicy(.21),
                        new EmbeddingDriftCheck(2.2)));
    }

    @Test
    void trafficPercent_isConvertedToThousandths() {
        AdapterSettings settings = settings(
                Map.of("realign.rollout.traffic-percent", "0.5,10,33.3", "realign.rollout.shadow-percent", "2.5"));

        RolloutPlan plan = new ServiceBeans(settings).rolloutPlan();

        assertThat(plan.trafficShares()).containsExactly(5, 100, 333);
        assertThat(plan.shadowShare()).isEqualTo(25);
    }

    @ParameterizedTest
    @ValueSource(strings = {"endpoint", "region", "bucket"})
    void incompleteBucket_isRejectedWithTheMissingSetting(String missing) {
        Map<String, String> s3 = bucket();
        s3.remove("realign.artifacts.s3." + missing);

        assertThatThrownBy(() -> settings(s3))
                .hasMessageContaining(
                        "realign.artifacts.s3 must have endpoint, region and bucket together, or none of them,"
                                + " got no " + missing);
    }

    @Test
    void completeBucket_isAcceptedWithADirectory() {
        Map<String, String> both = bucket();
        both.put("realign.artifacts", "elsewhere");

        AdapterSettings settings = settings(both);

        assertThat(settings.s3().bucket()).hasValue("models");
        assertThat(settings.artifacts()).hasToString("elsewhere");
    }

    @Test
    void secretInAnEndpoint_isRejectedAndNotRepeated() {
        Map<String, String> s3 = bucket();
        s3.put("realign.artifacts.s3.endpoint", "http://key:secret@127.0.0.1:9000");

        assertThatThrownBy(() -> settings(s3))
                .hasMessageContaining("realign.artifacts.s3.endpoint must be http(s)://host[:port]")
                .message()
                .doesNotContain("secret");
    }

    @Test
    void webhook_isConfigurableByEnvironmentVariables() {
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
    void webhookWithAnUnknownEvent_isRejectedWithTheKnownOnes() {
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
                .withInterceptors(new RenamedSettingsInterceptor())
                .withValidator(VALIDATOR)
                .withSources(new PropertiesConfigSource(all, "test", 100))
                .build();
        return config.getConfigMapping(AdapterSettings.class);
    }

    private static Map<String, String> needed() {
        return Map.of("realign.bootstrap", "127.0.0.1:9092", "realign.features", "4", "realign.labels", "a,b");
    }
}
