package io.realign.jobs.scoring;

import io.realign.jobs.runtime.JobSettings;
import io.realign.jobs.runtime.ModelLoaderSettings;
import java.net.URI;
import java.util.List;

/**
 * Settings of the scoring job.
 *
 * @param tracesEndpoint OTLP endpoint over HTTP for traces; null disables tracing
 */
record ScoringSettings(JobSettings job, ModelLoaderSettings loaderSettings, URI tracesEndpoint) {
    ScoringSettings {
        if (tracesEndpoint != null && !List.of("http", "https").contains(tracesEndpoint.getScheme())) {
            throw new IllegalArgumentException(
                    "traces: expected a URL such as http://127.0.0.1:4318/v1/traces, got " + tracesEndpoint);
        }
    }
}
