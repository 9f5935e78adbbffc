package io.realign.jobs.scoring;

import io.realign.jobs.runtime.JobSettings;
import io.realign.jobs.runtime.ModelLoaderSettings;
import java.net.URI;
import java.util.List;

/**
 * What the scoring job needs to know.
 *
 * @param job what every job needs to know
 * @param loaderSettings where models come from
 * @param tracesEndpoint takes spans by OTLP over HTTP; null for no spans
 */
record ScoringSettings(JobSettings job, ModelLoaderSettings loaderSettings, URI tracesEndpoint) {
    ScoringSettings {
        if (tracesEndpoint != null && !List.of("http", "https").contains(tracesEndpoint.getScheme())) {
            throw new IllegalArgumentException(
                    "traces: expected an address such as http://127.0.0.1:4318/v1/traces, got " + tracesEndpoint);
        }
    }
}
