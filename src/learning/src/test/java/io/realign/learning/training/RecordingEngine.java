package io.realign.learning.training;

import io.realign.learning.loss.LossTerm;
import io.realign.learning.loss.Losses;
import io.realign.learning.loss.OutputLoss;
import io.realign.learning.loss.TrainingBatch;
import io.realign.learning.network.Engine;
import io.realign.learning.network.Learner;
import io.realign.learning.network.LearnerSnapshot;
import io.realign.learning.network.ModelOutputs;
import io.realign.learning.network.NetSpec;
import io.realign.learning.network.OptimizerType;
import io.realign.learning.network.StepOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Records the steps of its learners without taking them. */
final class RecordingEngine implements Engine {
    final List<TrainingBatch> batches = new ArrayList<>();
    final List<StepOptions> stepOptions = new ArrayList<>();
    private final Engine delegate;
    private final int lastFiniteStep;
    private int opened;
    private int closed;

    RecordingEngine(Engine delegate) {
        this(delegate, Integer.MAX_VALUE);
    }

    private RecordingEngine(Engine delegate, int lastFiniteStep) {
        this.delegate = delegate;
        this.lastFiniteStep = lastFiniteStep;
    }

    /** An engine whose losses are NaN after a number of steps. */
    RecordingEngine failingAfter(int steps) {
        return new RecordingEngine(delegate, steps);
    }

    int opened() {
        return opened;
    }

    int closed() {
        return closed;
    }

    @Override
    public Learner create(NetSpec spec, OptimizerType optimizer, long seed) {
        return new RecordingLearner(delegate.create(spec, optimizer, seed));
    }

    @Override
    public Learner resume(LearnerSnapshot snapshot) {
        return new RecordingLearner(delegate.resume(snapshot));
    }

    private final class RecordingLearner implements Learner {
        private final Learner learner;

        RecordingLearner(Learner learner) {
            opened++;
            this.learner = learner;
        }

        @Override
        public Losses step(TrainingBatch batch, StepOptions options) {
            batches.add(batch);
            stepOptions.add(options);
            return new Losses(Map.of(LossTerm.CLASS, batches.size() > lastFiniteStep ? Double.NaN : 1), .5);
        }

        @Override
        public double step(float[][] source, float[][] target, OutputLoss loss, StepOptions options) {
            return learner.step(source, target, loss, options);
        }

        @Override
        public ModelOutputs predict(float[][] rows, boolean useTargetStatistics) {
            return learner.predict(rows, useTargetStatistics);
        }

        @Override
        public LearnerSnapshot snapshot() {
            return learner.snapshot();
        }

        @Override
        public void close() {
            closed++;
            learner.close();
        }
    }
}
