package io.realign.learning.training;

import io.realign.learning.input.SourceRows;
import io.realign.learning.input.Standardisation;
import io.realign.learning.network.NetSpec;
import java.util.List;

/** Fits standardisations for a network: per feature for tables, per channel for images. */
final class StandardisationFitter {
    private static final int IMAGE_RANK = 3;

    private StandardisationFitter() {}

    static Standardisation fit(NetSpec spec, float[][] rows) {
        return spec.inputShape().size() == IMAGE_RANK
                ? Standardisation.fitChannels(rows, spec.inputShape().get(0))
                : Standardisation.fit(rows);
    }

    /**
     * Fits the standardisation of a target window. The statistics of small windows are shrunk towards those of the parent.
     *
     * @param weight interpolation from 0 (standardisation of the parent) to 1 (shrunk statistics of the window)
     */
    static Standardisation adapt(NetSpec spec, Standardisation parent, float[][] target, double weight) {
        if (spec.inputShape().size() == IMAGE_RANK) {
            double shrinkage = Math.min(1, target.length / (double) Standardisation.FULL_WEIGHT_ROWS);
            return parent.interpolate(fit(spec, target), weight * shrinkage);
        }
        return parent.interpolate(parent.refitted(target, Standardisation.FULL_WEIGHT_ROWS), weight);
    }

    /** Standardises a single source with the standardisation of the model, and several sources each with its own statistics. */
    static List<SourceRows> standardiseSources(
            NetSpec spec, TrainingSources sources, Standardisation modelStandardisation) {
        boolean single = sources.namedSources().size() == 1;
        return sources.namedSources().stream()
                .map(named -> named.rows()
                        .standardised(
                                single
                                        ? modelStandardisation
                                        : adapt(
                                                spec,
                                                modelStandardisation,
                                                named.rows().features(),
                                                1)))
                .toList();
    }
}
