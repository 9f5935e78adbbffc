package io.realign.learning.training;

import io.realign.learning.input.SourceRows;
import io.realign.learning.nd4j.Nd4jEngine;
import io.realign.learning.network.LayerSpec.Dense;
import io.realign.learning.network.LayerSpec.Relu;
import io.realign.learning.network.NetSpec;
import io.realign.learning.selection.Recipes;
import java.util.List;

/** A small network and short schedules. */
public final class TrainingFixtures {
    public static final TrainingSchedule QUICK = new TrainingSchedule(300, 16, 5e-3, .1, 0, .2, 3e-3, 5);

    private TrainingFixtures() {}

    public static Trainer trainer() {
        return new Trainer(new Nd4jEngine());
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

    /** A base model. */
    public static TrainedModel baseModel(SourceRows source) {
        return trainer()
                .trainBase(
                        TrainingSources.of(source),
                        spec(source.features()[0].length, source.classCount()),
                        Recipes.SOURCE_ONLY.withSchedule(QUICK),
                        1,
                        TrainingListener.NONE);
    }

    /** The recipe with a short schedule, if it has steps. */
    public static Recipe quick(Recipe recipe) {
        return recipe.schedule().steps() == 0 ? recipe : recipe.withSchedule(QUICK.withSteps(20));
    }
}
