package io.realign.jobs.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.alert.Channel;
import io.realign.client.testing.TestKeys;
import io.realign.event.EventContract;
import io.realign.jobs.runtime.ModelLoaderSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class DriftJobSettingsTest {
    @TempDir
    private Path checkpoints;

    private static final String KEYS = "--trusted-keys=" + TestKeys.trustedKeysFile();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--window=15 | window: expected at least 16 events, got 15",
                "--random-features=33 | random-features: expected a power of two, at least 64, got 33",
                "--false-alarms-per-day=0 | false-alarms-per-day: expected a positive number, got 0.0",
                "--events-per-day=99 | events-per-day: expected 100 to 5e+11 for each of the 1.0 false alarms, got 99",
                "--channels=raw,colour | channels: expected one or more of raw and model, got 'colour'",
                "--adapter=there:8080 | adapter: expected http://host:port, got 'there:8080'",
                "--domain-ttl=PT0S | domain-ttl: expected a positive duration, got PT0S",
                "--source-minimum=63 | source-minimum: expected at least 64 events, got 63",
                "--source-limit=199 | source-limit: expected at least the source-minimum of 200, got 199",
                "--source-growth=1.05 | source-growth: expected 1.1 or more, got 1.05",
                "--source-growth=NaN | source-growth: expected 1.1 or more, got NaN",
                "--source-settle=PT0S | source-settle: expected a positive duration, got PT0S",
                "--features=0 | features: expected 1 to 1048576, got 0",
                "--labels=one | labels: expected at least two different ones, got [one]",
                "--future-tolerance=-PT1S | futureTolerance: expected zero or more, got PT-1S",
                "--checkpoint-interval=PT0.05S | checkpoint-interval: expected PT0.1S or more, got PT0.05S",
                "--trusted-keys=nowhere.pem | trusted-keys: expected a PEM file",
                "--seed=x | --seed",
                "--checkpoint-interval=1s | --checkpoint-interval",
            })
    void wrongSetting_stopsTheJob_withKeyExpectedAndGot(String argument, String message) {
        String key = argument.substring(0, argument.indexOf('=') + 1);
        List<String> arguments = new ArrayList<>(
                List.of("--features=6", "--labels=gas,air", "--checkpoints=" + checkpoints, "--cache=m", KEYS));
        arguments.removeIf(other -> other.startsWith(key));
        arguments.add(argument);
        StringWriter errors = new StringWriter();

        int code = run(errors, arguments);

        assertThat(code).isEqualTo(2);
        assertThat(errors.toString()).contains(message);
    }

    @Test
    void modelChannel_needsADirectoryForModels() {
        StringWriter errors = new StringWriter();

        int code = run(errors, List.of("--features=6", "--labels=gas,air", "--checkpoints=" + checkpoints, KEYS));

        assertThat(code).isEqualTo(2);
        assertThat(errors.toString())
                .contains("cache: expected a directory for the models that the channel 'model' looks through, got none")
                .contains("channels=raw does without");
    }

    @Test
    void budgetOfFalseAlarms_isSharedByTheChannels() {
        ChannelConfig both = ChannelConfig.of(
                EnumSet.allOf(Channel.class),
                Optional.of(new ModelLoaderSettings(URI.create("http://127.0.0.1:8080"), "m")),
                new EventContract(6, List.of("gas", "air"), Duration.ofHours(1)));

        assertThat(settings(ChannelConfig.RAW_ONLY).calibration().arl()).isEqualTo(1000);
        assertThat(settings(both).calibration().arl()).isEqualTo(2000);
    }

    private static DriftSettings settings(ChannelConfig sight) {
        Duration second = Duration.ofSeconds(1);
        return new DriftSettings(64, 64, 2, 2000, second, 200, 300, 2, second, 7, sight);
    }

    private static int run(StringWriter errors, List<String> arguments) {
        return new CommandLine(new DriftJob())
                .setErr(new PrintWriter(errors))
                .execute(arguments.toArray(String[]::new));
    }
}
