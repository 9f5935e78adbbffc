package io.realign.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares the table of monitoring.md with the recorded metrics. */
class RecordedMetricsTest {
    private final PrometheusRecording recorded = PrometheusRecording.read();

    @ParameterizedTest
    @CsvSource({"adapter-service,service", "drift-job,drift job", "scoring-job,scoring job"})
    void job_exportsTheDocumentedMetrics(String job, String component) {
        assertThat(recorded.names(job)).isEqualTo(MonitoringFiles.documentedMetrics(component::equals));
    }
}
