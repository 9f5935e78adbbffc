package io.realign.jobs.scoring;

import io.realign.jobs.JobSettings;
import io.realign.jobs.ModelStore;
import java.net.URI;
import java.util.List;

/**
 * What the scoring job needs to know.
 *
 * @param job what every job needs to know
 * @param store where models come from
 * @param collector takes spans by OTLP over HTTP; null for no spans
 */
record ScoringSettings(JobSettings job, ModelStore store, URI collector) {
    ScoringSettings {
        if (collector != null && !List.of("http", "https").contains(collector.getScheme())) {
            throw new IllegalArgumentException(
                    "traces: expected an address such as http://127.0.0.1:4318/v1/traces, got " + collector);
        }
    }
}
