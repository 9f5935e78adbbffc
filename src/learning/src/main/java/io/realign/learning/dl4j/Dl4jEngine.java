package io.realign.learning.dl4j;

import io.realign.learning.Engine;
import io.realign.learning.Learner;
import io.realign.learning.NetSpec;
import io.realign.learning.Snapshot;
import org.nd4j.linalg.api.buffer.DataType;

/** Trains on Deeplearning4j's computation graph, on whichever ND4J back end is on the class path. */
public final class Dl4jEngine implements Engine {
    @Override
    public Learner start(NetSpec spec, long seed) {
        return new Dl4jLearner(spec, DannGraph.build(spec, DataType.FLOAT, seed));
    }

    @Override
    public Learner resume(Snapshot snapshot) {
        Dl4jLearner learner = new Dl4jLearner(snapshot.spec(), DannGraph.build(snapshot.spec(), DataType.FLOAT, 0));
        learner.restore(snapshot);
        return learner;
    }
}
