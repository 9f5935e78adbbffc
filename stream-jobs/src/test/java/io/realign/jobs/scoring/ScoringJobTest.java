package io.realign.jobs.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.client.testing.TestKeys;
import io.realign.jobs.runtime.JobOptions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ScoringJobTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --features=0              | features: expected 1 to 1048576, got 0
        --labels=acetone          | labels: expected at least two distinct labels, got [acetone]
        --max-clock-skew=-PT1S    | maxClockSkew: expected zero or more, got PT-1S
        --adapter=ftp://there     | adapter: expected http://host:port, got 'ftp://there'
        --traces=there:4318       | traces: expected a URL such as http://127.0.0.1:4318/v1/traces, got there:4318
        --adapter=there:8080      | adapter: expected http://host:port, got 'there:8080'
        """)
    void invalidSetting_isRejected(String wrong, String message) {
        List<String> arguments = new ArrayList<>(
                List.of("--checkpoints=c", "--cache=m", "--trusted-keys=" + TestKeys.trustedKeysFile(), wrong));
        if (!wrong.startsWith("--features")) {
            arguments.add("--features=2");
        }
        if (!wrong.startsWith("--labels")) {
            arguments.add("--labels=acetone,ethanol");
        }
        StringWriter errors = new StringWriter();

        int exit = new CommandLine(new ScoringJob())
                .setErr(new PrintWriter(errors))
                .execute(arguments.toArray(String[]::new));

        assertThat(exit).isEqualTo(2);
        assertThat(errors.toString()).contains(message);
    }

    @Test
    void renamedVariable_isRejected() {
        assertThat(JobOptions.execute(new ScoringJob(), Set.of("REALIGN_FUTURE_TOLERANCE"), "--help"))
                .isEqualTo(2);
        assertThat(JobOptions.execute(new ScoringJob(), Set.of("REALIGN_MAX_CLOCK_SKEW"), "--help"))
                .isZero();
    }
}
