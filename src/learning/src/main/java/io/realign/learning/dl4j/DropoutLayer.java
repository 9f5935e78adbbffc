package io.realign.learning.dl4j;

import java.util.Optional;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Drops a share of the values, of images whole channels, and scales up the rest, so that the mean stays. */
final class DropoutLayer implements Layer {
    private final double share;
    private final String name;
    private final INDArray mask;
    private final Memory memory;
    private final float[] factors;
    private final Operation forward;
    private final Optional<Operation> backward;

    /** @param name of the layer, which its chance follows from */
    DropoutLayer(Signal in, Signal out, double share, String name) {
        this.share = share;
        this.name = name;
        INDArray values = in.values();
        long[] shape = values.rank() == 2 ? values.shape() : new long[] {values.size(0), values.size(1), 1, 1};
        mask = Nd4j.create(values.dataType(), shape, 'c');
        memory = Memory.of(mask);
        factors = new float[memory.size()];
        forward = Operation.multiply(values, mask, out.values());
        backward = in.slopes().map(below -> Operation.multiply(out.slopes().orElseThrow(), mask, below));
    }

    @Override
    public void forward(Pass pass) {
        SplittableRandom chance = pass.chance(name);
        float kept = (float) (1 / (1 - share));
        for (int i = 0; i < factors.length; i++) {
            factors[i] = chance.nextDouble() < share ? 0 : kept;
        }
        memory.write(0, factors);
        forward.run();
    }

    @Override
    public void backward() {
        backward.ifPresent(Operation::run);
    }

    @Override
    public void close() {
        forward.close();
        backward.ifPresent(Operation::close);
        mask.close();
    }
}
