package io.realign.learning.training;

import io.realign.learning.input.Standardisation;
import java.util.Optional;

/**
 * A training before its first step. Nothing in it depends on steps that have been taken, so that one that was interrupted
 * is planned anew.
 *
 * @param seed that each step's chance follows from
 * @param source how source rows are standardised
 * @param target how target rows are
 * @param hasTarget whether there is a target
 * @param sampler where batches come from
 * @param alphaMonitor looks at what alpha depends on, if it does
 */
record TrainingPlan(
        Recipe recipe,
        long seed,
        Standardisation source,
        Standardisation target,
        boolean hasTarget,
        BatchSampler sampler,
        Optional<AlphaMonitor> alphaMonitor) {}
