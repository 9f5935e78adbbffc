package io.realign.learning.nd4j;

import java.util.Optional;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Drops a share of the values, of images whole channels, and scales up the rest, so that the mean stays. */
final class DropoutLayer implements Layer {
    private final double rate;
    private final String name;
    private final INDArray mask;
    private final HostBuffer maskBuffer;
    private final float[] factors;
    private final PreparedOperation forward;
    private final Optional<PreparedOperation> backward;

    /** @param name of the layer, which its chance follows from */
    DropoutLayer(Activations in, Activations out, double share, String name) {
        this.rate = share;
        this.name = name;
        INDArray values = in.values();
        long[] shape = values.rank() == 2 ? values.shape() : new long[] {values.size(0), values.size(1), 1, 1};
        mask = Nd4j.create(values.dataType(), shape, 'c');
        maskBuffer = HostBuffer.of(mask);
        factors = new float[maskBuffer.size()];
        forward = PreparedOperation.multiply(values, mask, out.values());
        backward = in.gradient()
                .map(below -> PreparedOperation.multiply(out.gradient().orElseThrow(), mask, below));
    }

    @Override
    public void forward(ForwardPass pass) {
        SplittableRandom chance = pass.random(name);
        float kept = (float) (1 / (1 - rate));
        for (int i = 0; i < factors.length; i++) {
            factors[i] = chance.nextDouble() < rate ? 0 : kept;
        }
        maskBuffer.write(0, factors);
        forward.run();
    }

    @Override
    public void backward() {
        backward.ifPresent(PreparedOperation::run);
    }

    @Override
    public void close() {
        forward.close();
        backward.ifPresent(PreparedOperation::close);
        mask.close();
    }
}
