package io.realign.learning.training;

import io.realign.learning.SourceRows;
import io.realign.learning.input.Standardisation;
import io.realign.learning.input.Statistics;
import io.realign.learning.network.NetSpec;
import java.util.List;

/** How raw rows become what a network of some shape sees: tables feature by feature, images channel by channel. */
final class Inputs {
    private static final int IMAGE = 3;

    private Inputs() {}

    static Standardisation fit(NetSpec spec, float[][] rows) {
        return spec.input().size() == IMAGE
                ? Standardisation.ofChannels(rows, spec.input().get(0))
                : Standardisation.fit(rows);
    }

    /** The standardisation of a window, {@code reach} of the way from the live model's to the window's own. */
    static Standardisation moved(NetSpec spec, Standardisation live, float[][] target, double reach) {
        if (spec.input().size() == IMAGE) {
            double trust = Math.min(1, target.length / (double) Statistics.WINDOW);
            return live.towards(fit(spec, target), reach * trust);
        }
        return live.towards(live.refitted(target, Statistics.WINDOW), reach);
    }

    /** A single source as the model has learnt it; of several each by its own statistics. */
    static List<SourceRows> standardised(NetSpec spec, Sources sources, Standardisation source) {
        return sources.named().stream()
                .map(named -> {
                    float[][] rows = named.rows().features();
                    Standardisation own = sources.named().size() == 1 ? source : moved(spec, source, rows, 1);
                    return new SourceRows(
                            own.apply(rows), named.rows().labels(), named.rows().classes());
                })
                .toList();
    }
}
