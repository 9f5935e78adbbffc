package io.realign.learning.nd4j;

/** Normalises the rows of a batch together, or those of each domain by themselves. */
@SuppressWarnings("ArrayRecordComponent")
record BatchNormLayer(int rows, BatchNormKernel[] perDomain) implements Layer {
    static Layer of(Activations in, Activations out, LayerParameters weights, boolean perDomain) {
        BatchNormKernel source = new BatchNormKernel(in, out, weights, 0);
        return new BatchNormLayer(
                in.rows(),
                perDomain
                        ? new BatchNormKernel[] {source, new BatchNormKernel(in, out, weights, 1)}
                        : new BatchNormKernel[] {source});
    }

    @Override
    public void forward(ForwardPass pass) {
        if (perDomain.length == 1) {
            perDomain[0].forward(0, rows);
        } else {
            perDomain[0].forward(0, pass.sourceRows());
            perDomain[1].forward(pass.sourceRows(), rows);
        }
    }

    @Override
    public void backward() {
        for (BatchNormKernel domain : perDomain) {
            domain.backward(domain == perDomain[0]);
        }
    }

    @Override
    public void updateRunningStatistics() {
        for (BatchNormKernel domain : perDomain) {
            domain.updateRunningStatistics();
            domain.inheritRunningStatistics(perDomain[0]);
        }
    }
}
