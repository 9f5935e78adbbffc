package io.realign.learning.nd4j;

import java.util.Optional;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Inverted dropout: drops values, or whole channels of images, and scales the others to preserve the expectation. */
final class DropoutLayer implements Layer {
    private final double rate;
    private final String name;
    private final INDArray mask;
    private final HostBuffer maskBuffer;
    private final float[] factors;
    private final PreparedOperation forward;
    private final Optional<PreparedOperation> backward;

    /** @param name name of the layer, from which its random seed is derived */
    DropoutLayer(Activations in, Activations out, double rate, String name) {
        this.rate = rate;
        this.name = name;
        INDArray values = in.values();
        long[] shape = values.rank() == 2 ? values.shape() : new long[] {values.size(0), values.size(1), 1, 1};
        mask = Nd4j.create(values.dataType(), shape, 'c');
        maskBuffer = HostBuffer.of(mask);
        factors = new float[maskBuffer.size()];
        forward = PreparedOperation.multiply(values, mask, out.values());
        backward = in.gradient()
                .map(gradient -> PreparedOperation.multiply(out.gradient().orElseThrow(), mask, gradient));
    }

    @Override
    public void forward(BatchContext context) {
        SplittableRandom random = context.random(name);
        float scale = (float) (1 / (1 - rate));
        for (int i = 0; i < factors.length; i++) {
            factors[i] = random.nextDouble() < rate ? 0 : scale;
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
