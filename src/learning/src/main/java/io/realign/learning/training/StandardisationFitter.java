package io.realign.learning.training;

import io.realign.learning.input.SourceRows;
import io.realign.learning.input.Standardisation;
import io.realign.learning.input.StandardisationScope;
import io.realign.learning.network.NetSpec;
import java.util.List;

/** How raw rows become what a network of some shape sees: tables feature by feature, images channel by channel. */
final class StandardisationFitter {
    private static final int IMAGE = 3;

    private StandardisationFitter() {}

    static Standardisation fit(NetSpec spec, float[][] rows) {
        return spec.inputShape().size() == IMAGE
                ? Standardisation.fitChannels(rows, spec.inputShape().get(0))
                : Standardisation.fit(rows);
    }

    /** The standardisation of a window, {@code reach} of the way from the live model's to the window's own. */
    static Standardisation adapt(NetSpec spec, Standardisation live, float[][] target, double reach) {
        if (spec.inputShape().size() == IMAGE) {
            double trust = Math.min(1, target.length / (double) StandardisationScope.FULL_WEIGHT_ROWS);
            return live.interpolate(fit(spec, target), reach * trust);
        }
        return live.interpolate(live.refitted(target, StandardisationScope.FULL_WEIGHT_ROWS), reach);
    }

    /** A single source as the model has learnt it; of several each by its own statistics. */
    static List<SourceRows> standardiseSources(NetSpec spec, TrainingSources sources, Standardisation source) {
        return sources.namedSources().stream()
                .map(named -> {
                    float[][] rows = named.rows().features();
                    Standardisation own = sources.namedSources().size() == 1 ? source : adapt(spec, source, rows, 1);
                    return new SourceRows(
                            own.apply(rows), named.rows().labels(), named.rows().classCount());
                })
                .toList();
    }
}
