package io.realign.jobs.scoring;

import io.realign.jobs.JobSettings;
import io.realign.jobs.ModelStore;

/**
 * What the scoring job needs to know.
 *
 * @param job what every job needs to know
 * @param store where models come from
 */
record ScoringSettings(JobSettings job, ModelStore store) {}
