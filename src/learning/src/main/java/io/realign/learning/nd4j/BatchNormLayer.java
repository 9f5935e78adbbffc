package io.realign.learning.nd4j;

/** Batch normalisation of all rows of a batch together (one kernel), or of each domain separately (two kernels). */
@SuppressWarnings("ArrayRecordComponent")
record BatchNormLayer(int rows, BatchNormKernel[] kernels) implements Layer {
    static Layer of(Activations in, Activations out, LayerParameters parameters, boolean perDomain) {
        BatchNormKernel[] kernels = new BatchNormKernel[perDomain ? 2 : 1];
        for (int domain = 0; domain < kernels.length; domain++) {
            kernels[domain] = new BatchNormKernel(in, out, parameters, domain);
        }
        return new BatchNormLayer(in.rows(), kernels);
    }

    @Override
    public void forward(BatchContext context) {
        if (kernels.length == 1) {
            kernels[0].forward(0, rows);
        } else {
            kernels[0].forward(0, context.sourceRows());
            kernels[1].forward(context.sourceRows(), rows);
        }
    }

    @Override
    public void backward() {
        for (int domain = 0; domain < kernels.length; domain++) {
            // The domains share gain and shift.
            boolean accumulate = domain > 0;
            kernels[domain].backward(accumulate);
        }
    }

    @Override
    public void updateRunningStatistics() {
        for (BatchNormKernel kernel : kernels) {
            kernel.updateRunningStatistics();
            kernel.inheritRunningStatistics(kernels[0]);
        }
    }
}
