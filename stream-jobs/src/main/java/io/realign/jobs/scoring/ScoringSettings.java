package io.realign.jobs.scoring;

import io.realign.jobs.runtime.JobSettings;
import io.realign.jobs.runtime.ModelLoaderSettings;
import java.net.URI;
import java.util.List;

/** Settings of the scoring job. Without the OTLP endpoint over HTTP, which may be null, the job does not export traces. */
record ScoringSettings(JobSettings job, ModelLoaderSettings loaderSettings, URI tracesEndpoint) {
    ScoringSettings {
        if (tracesEndpoint != null && !List.of("http", "https").contains(tracesEndpoint.getScheme())) {
            throw new IllegalArgumentException(
                    "traces: expected a URL such as http://127.0.0.1:4318/v1/traces, got " + tracesEndpoint);
        }
    }
}
