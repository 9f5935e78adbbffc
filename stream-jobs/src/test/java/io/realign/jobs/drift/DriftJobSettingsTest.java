package io.realign.jobs.drift;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.realign.alert.Channel;
import io.realign.alert.ThresholdCalibrator;
import io.realign.client.testing.TestKeys;
import io.realign.event.EventContract;
import io.realign.jobs.runtime.JobOptions;
import io.realign.jobs.runtime.ModelLoaderSettings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
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
                "--window=15 | window: expected 16 or more, got 15",
                "--random-features=33 | random-features: expected a power of two, at least 64, got 33",
                "--false-alarms-per-day=0 | false-alarms-per-day: expected a positive number, got 0",
                "--events-per-day=99 | events-per-day / false-alarms-per-day: expected 100 to 5e+11, got 99",
                "--channels=raw,colour | channels: expected one or more of raw and model, got 'colour'",
                "--adapter=there:8080 | adapter: expected http://host:port, got 'there:8080'",
                "--domain-ttl=PT0S | domain-ttl: expected a positive duration, got PT0S",
                "--source-min-events=47 | source-min-events: expected 48 or more, got 47",
                "--source-max-events=199 | source-max-events: expected at least source-min-events, 200, got 199",
                "--source-growth=1.05 | source-growth: expected 1.1 or more, got 1.05",
                "--source-growth=NaN | source-growth: expected 1.1 or more, got NaN",
                "--source-quiet-period=PT0S | source-quiet-period: expected a positive duration, got PT0S",
                "--season-period=PT24H | season-period and season-slots: expected both or none, got PT24H and none",
                "--season-slots=24 | season-period and season-slots: expected both or none, got none and 24",
                "--season-slots=x | --season-slots",
                "--rolling-memory=48 | channels: expected raw only with season-period, rolling-memory or quiet-events, got raw,model; set channels to raw",
                "--quiet-events=500 | channels: expected raw only with season-period, rolling-memory or quiet-events, got raw,model; set channels to raw",
                "--quiet-events=127 | quiet-events: expected 128 to 5000, got 127",
                "--quiet-events=5001 | quiet-events: expected 128 to 5000, got 5001",
                "--quiet-events=-1 | quiet-events: expected 128 to 5000, got -1",
                "--rolling-memory=0 | rolling-memory: expected 10 to 1000000, got 0",
                "--rolling-memory=-1 | rolling-memory: expected 10 to 1000000, got -1",
                "--rolling-memory=99999999999 | --rolling-memory",
                "--features=0 | features: expected 1 to 1048576, got 0",
                "--labels=one | labels: expected at least two distinct labels, got [one]",
                "--max-clock-skew=-PT1S | maxClockSkew: expected zero or more, got PT-1S",
                "--checkpoint-interval=PT0.05S | checkpoint-interval: expected PT0.1S or more, got PT0.05S",
                "--trusted-keys=nowhere.pem | trusted-keys: expected a readable PEM file",
                "--seed=x | --seed",
                "--checkpoint-interval=1s | --checkpoint-interval",
            })
    void invalidSetting_isRejected_withNameExpectedAndActualValue(String argument, String message) {
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
    void modelChannel_requiresACacheDirectory() {
        StringWriter errors = new StringWriter();

        int code = run(errors, List.of("--features=6", "--labels=gas,air", "--checkpoints=" + checkpoints, KEYS));

        assertThat(code).isEqualTo(2);
        assertThat(errors.toString())
                .contains("cache: expected a directory for the models of the channel 'model', got none")
                .contains("set channels to raw");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--season-period=PT24H --season-slots=24 --rolling-memory=48 | season-period, rolling-memory and quiet-events: expected at most one of them, got PT24H, 48 and none",
                "--rolling-memory=48 --quiet-events=500 | season-period, rolling-memory and quiet-events: expected at most one of them, got none, 48 and 500",
                "--season-period=PT24H --season-slots=24 --quiet-events=500 | season-period, rolling-memory and quiet-events: expected at most one of them, got PT24H, none and 500",
                "--season-period=PT0S --season-slots=24 | season-period: expected a positive duration of at most PT8784H, got PT0S",
                "--season-period=PT24H --season-slots=0 | season-slots: expected 2 to 2000, got 0",
                "--season-period=PT1S --season-slots=2 | season-slots: expected slots of PT1S or more, got 2 slots in PT1S",
                "--rolling-memory=4921 | source-max-events: expected at least 5001 for the warm-up and a reference, got 5000",
            })
    void invalidTimeOrder_isRejected(String settings, String message) {
        List<String> arguments = new ArrayList<>(
                List.of("--features=6", "--labels=gas,air", "--checkpoints=" + checkpoints, "--channels=raw", KEYS));
        arguments.addAll(List.of(settings.split(" ")));
        StringWriter errors = new StringWriter();

        assertThat(run(errors, arguments)).isEqualTo(2);
        assertThat(errors.toString()).contains(message);
    }

    @Test
    void falseAlarmBudget_isSharedByTheChannels() {
        ChannelConfig both = ChannelConfig.of(
                EnumSet.allOf(Channel.class),
                Optional.of(
                        new ModelLoaderSettings(URI.create("http://127.0.0.1:8080"), "m", TestKeys.DEFAULT.trusted())),
                new EventContract(6, List.of("gas", "air"), Duration.ofHours(1)));

        // One of 50 suspicions without drift may become an alert.
        assertThat(settings(ChannelConfig.RAW_ONLY, 100_000).calibration().arl())
                .isEqualTo(1000);
        assertThat(settings(both, 100_000).calibration().arl()).isEqualTo(2000);
    }

    @Test
    void averageRunLengthOfSuspicions_isAtLeastTheMinimum() {
        assertThat(settings(ChannelConfig.RAW_ONLY, 2000).calibration().arl()).isEqualTo(ThresholdCalibrator.MIN_ARL);
    }

    private static DriftSettings settings(ChannelConfig channelConfig, long eventsPerDay) {
        Duration second = Duration.ofSeconds(1);
        return new DriftSettings(
                64, 64, 2, eventsPerDay, second, 200, 300, 2, second, 7, channelConfig, new TimeOrder.Unknown());
    }

    @ParameterizedTest
    @CsvSource({
        "REALIGN_FUTURE_TOLERANCE, REALIGN_MAX_CLOCK_SKEW",
        "REALIGN_SOURCE_SETTLE,    REALIGN_SOURCE_QUIET_PERIOD",
        "REALIGN_SOURCE_MINIMUM,   REALIGN_SOURCE_MIN_EVENTS",
    })
    void renamedVariable_isRejected_withTheNewName(String oldName, String newName) {
        assertThat(standardError(() -> JobOptions.execute(new DriftJob(), Set.of("PATH", oldName), "--help")))
                .isEqualTo(oldName + " was renamed to " + newName);
    }

    @Test
    void renamedOption_isRejected_withTheNewName() {
        assertThat(standardError(() -> JobOptions.execute(new DriftJob(), Set.of(), "--source-limit=300")))
                .isEqualTo("--source-limit was renamed to --source-max-events");
    }

    /** The standard error of a command line that is rejected. */
    private static String standardError(IntSupplier command) {
        PrintStream original = System.err;
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        System.setErr(new PrintStream(errors, true, UTF_8));
        try {
            assertThat(command.getAsInt()).isEqualTo(2);
        } finally {
            System.setErr(original);
        }
        return errors.toString(UTF_8).strip();
    }

    private static int run(StringWriter errors, List<String> arguments) {
        return new CommandLine(new DriftJob())
                .setErr(new PrintWriter(errors))
                .execute(arguments.toArray(String[]::new));
    }
}
