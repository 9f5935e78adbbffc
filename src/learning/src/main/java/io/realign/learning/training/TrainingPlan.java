package io.realign.learning.training;

import io.realign.learning.input.Standardisation;
import java.util.Optional;

/**
 * The inputs of a training run. They do not depend on the number of steps taken, so a resumed run has the same plan.
 *
 * @param sourceStandardisation standardisation of source rows
 * @param targetStandardisation standardisation of target rows
 * @param hasTarget whether there are target rows; false for a base model
 */
record TrainingPlan(
        Recipe recipe,
        long seed,
        Standardisation sourceStandardisation,
        Standardisation targetStandardisation,
        boolean hasTarget,
        BatchSampler sampler,
        Optional<AlphaMonitor> alphaMonitor) {}
