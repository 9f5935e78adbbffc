package io.realign.learning.nd4j;

import io.realign.learning.network.Engine;
import io.realign.learning.network.Learner;
import io.realign.learning.network.LearnerSnapshot;
import io.realign.learning.network.NetSpec;
import io.realign.learning.network.OptimizerType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/** Trains with ND4J, on the backend that is on the class path. */
public final class Nd4jEngine implements Engine {
    /**
     * Limits ND4J to one CPU thread per operation, for the whole process. In the small training steps of tables, a second thread
     * costs eight times the CPU time. The number of threads also determines the order of sums, and so the bits of the result.
     * On a GPU, the setting is not changed, because it would limit the threads of a block.
     */
    public Nd4jEngine() {
        if (Nd4j.getEnvironment().isCPU()) {
            NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
            Nd4j.factory().blas().setMaxThreads(1);
        }
    }

    /** Names backend and convolution library. Convolutions are four times as fast with oneDNN. */
    @Override
    public String toString() {
        NativeOps operations = NativeOpsHolder.getInstance().getDeviceNativeOps();
        boolean oneDnn =
                Nd4j.getEnvironment().helpersAllowed() && operations.buildInfo().contains("HAVE_ONEDNN");
        return Nd4j.getEnvironment().isCPU()
                ? "ND4J on the CPU, %d thread(s), convolutions by %s"
                        .formatted(operations.ompGetMaxThreads(), oneDnn ? "oneDNN" : "ND4J's own loops")
                : "ND4J on a GPU, convolutions by "
                        + (operations.buildInfo().contains("HAVE_CUDNN") ? "cuDNN" : "ND4J's own kernels");
    }

    @Override
    public Learner create(NetSpec spec, OptimizerType optimizer, long seed) {
        return resume(LearnerSnapshot.initial(spec, optimizer, seed));
    }

    @Override
    public Learner resume(LearnerSnapshot snapshot) {
        return new Nd4jLearner(snapshot);
    }
}
