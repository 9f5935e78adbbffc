package io.realign.learning.training;

import io.realign.learning.SourceRows;
import io.realign.learning.dl4j.StackEngine;
import io.realign.learning.network.LayerSpec.Dense;
import io.realign.learning.network.LayerSpec.Relu;
import io.realign.learning.network.NetSpec;
import io.realign.learning.portfolio.Recipes;
import java.util.List;

/** A small network and a pace at which a training takes a blink. */
public final class Lab {
    public static final Pace QUICK = new Pace(300, 16, 5e-3, .1, 0, .2, 3e-3, 5);

    private Lab() {}

    public static Trainer trainer() {
        return new Trainer(new StackEngine());
    }

    public static NetSpec spec(int features, int classes) {
        return new NetSpec(
                List.of(features),
                classes,
                List.of(new Dense(16), new Relu()),
                List.of(new Dense(classes)),
                List.of(new Dense(8), new Relu(), new Dense(2)),
                false);
    }

    /** Version 1 of a source. */
    public static Candidate started(SourceRows source) {
        return trainer()
                .start(
                        Sources.of(source),
                        spec(source.features()[0].length, source.classes()),
                        Recipes.SOURCE.at(QUICK),
                        1,
                        Progress.NONE);
    }

    /** At the quick pace, if it trains at all. */
    public static Recipe quick(Recipe recipe) {
        return recipe.pace().steps() == 0 ? recipe : recipe.at(QUICK.lasting(20));
    }
}
