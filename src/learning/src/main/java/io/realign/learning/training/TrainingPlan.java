package io.realign.learning.training;

import io.realign.learning.input.Standardisation;
import java.util.Optional;

/**
 * The constant inputs of a training. They do not depend on steps taken, so a resumed training rebuilds the same plan.
 *
 * @param source standardisation of source rows
 * @param target standardisation of target rows
 * @param hasTarget false for a base model
 * @param alphaMonitor present for a monitored alpha
 */
record TrainingPlan(
        Recipe recipe,
        long seed,
        Standardisation source,
        Standardisation target,
        boolean hasTarget,
        BatchSampler sampler,
        Optional<AlphaMonitor> alphaMonitor) {}
