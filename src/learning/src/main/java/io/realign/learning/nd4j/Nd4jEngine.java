package io.realign.learning.nd4j;

import io.realign.learning.network.Engine;
import io.realign.learning.network.Learner;
import io.realign.learning.network.LearnerSnapshot;
import io.realign.learning.network.NetSpec;
import io.realign.learning.network.OptimizerType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/** Trains with the operations of ND4J, Deeplearning4j's arrays, on whichever back end is on the class path. */
public final class Nd4jEngine implements Engine {
    /** For steps as small as those of tables: on two busy cores a second thread costs eight times the processor time. */
    public Nd4jEngine() {
        this(1);
    }

    /**
     * The number holds for the whole process, and sums are rounded by it: with another, the same seed gives other bits.
     *
     * @param threads that share one operation, 1 or more; more than one pays for images. On a GPU the setting would mean
     *     threads of a block, and stays as it is
     */
    public Nd4jEngine(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads: expected 1 or more, got " + threads);
        }
        if (Nd4j.getEnvironment().isCPU()) {
            NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
            Nd4j.factory().blas().setMaxThreads(threads);
        }
    }

    /** What works out the steps, for the log: whether oneDNN takes the convolutions is a matter of a factor of four. */
    @Override
    public String toString() {
        NativeOps operations = NativeOpsHolder.getInstance().getDeviceNativeOps();
        boolean fast =
                Nd4j.getEnvironment().helpersAllowed() && operations.buildInfo().contains("HAVE_ONEDNN");
        return Nd4j.getEnvironment().isCPU()
                ? "ND4J on the CPU, %d thread(s), convolutions by %s"
                        .formatted(operations.ompGetMaxThreads(), fast ? "oneDNN" : "ND4J's own loops")
                : "ND4J on a GPU, convolutions by "
                        + (operations.buildInfo().contains("HAVE_CUDNN") ? "cuDNN" : "ND4J's own kernels");
    }

    @Override
    public Learner create(NetSpec spec, OptimizerType optimiser, long seed) {
        return resume(LearnerSnapshot.initial(spec, optimiser, seed));
    }

    @Override
    public Learner resume(LearnerSnapshot snapshot) {
        return new Nd4jLearner(snapshot);
    }
}
