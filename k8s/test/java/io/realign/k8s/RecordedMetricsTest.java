package io.realign.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the table says is what a real Prometheus got from the real programs, under the names that it gave them. */
class RecordedMetricsTest {
    private final PrometheusRecording recorded = PrometheusRecording.read();

    @ParameterizedTest
    @CsvSource({"adapter-service,service", "drift-job,drift job", "scoring-job,scoring job"})
    void program_exportsTheDocumentedMetrics(String job, String teller) {
        assertThat(recorded.names(job)).isEqualTo(MonitoringFiles.documentedMetrics(teller::equals));
    }
}
