package io.realign.learning.dl4j;

import io.realign.learning.Engine;
import io.realign.learning.Learner;
import io.realign.learning.NetSpec;
import io.realign.learning.Snapshot;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** Trains on Deeplearning4j's computation graph, on whichever ND4J back end is on the class path. */
public final class Dl4jEngine implements Engine {
    /**
     * Steps as small as these lose far more to waiting threads than they gain: on two busy cores eight times the
     * processor time. On a GPU the same setting would mean threads of a block, and stays as it is.
     */
    public Dl4jEngine() {
        if (Nd4j.getEnvironment().isCPU()) {
            NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
        }
    }

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
