package io.realign.learning.nd4j;

import io.realign.learning.network.LayerSpec.Convolution;
import io.realign.learning.network.LayerSpec.MaxPool;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** A layer of ND4J operations. */
final class OperationLayer implements Layer {
    private final PreparedOperation forward;
    private final List<PreparedOperation> backward = new ArrayList<>();

    private OperationLayer(PreparedOperation forward) {
        this.forward = forward;
    }

    /** {@code y = x W + b}. */
    static Layer dense(Activations activations, Activations out, LayerParameters parameters) {
        Activations in = activations.flatten();
        INDArray weight = parameters.value("weight");
        OperationLayer layer = new OperationLayer(PreparedOperation.of(
                "xw_plus_b", List.of(in.values(), weight, parameters.value("bias")), out.values()));
        out.gradient().ifPresent(gradient -> {
            INDArray weightGradient = parameters.gradient("weight");
            INDArray biasGradient = parameters.gradient("bias");
            INDArray ones = Nd4j.ones(gradient.dataType(), 1, in.rows());
            layer.backward.add(PreparedOperation.matmul(in.values(), true, gradient, false, weightGradient));
            layer.backward.add(PreparedOperation.matmul(
                    ones, false, gradient, false, biasGradient.reshape(1, biasGradient.length())));
            in.gradient()
                    .ifPresent(inputGradient ->
                            layer.backward.add(PreparedOperation.matmul(gradient, false, weight, true, inputGradient)));
        });
        return layer;
    }

    /** {@code y = max(0, x)}, with derivative 0 at 0. */
    static Layer relu(Activations in, Activations out) {
        OperationLayer layer = new OperationLayer(
                PreparedOperation.of("relu", List.of(in.values()), out.values()).floatArguments(0));
        in.gradient().ifPresent(inputGradient -> {
            layer.backward.add(PreparedOperation.positiveMask(in.values(), inputGradient));
            layer.backward.add(
                    PreparedOperation.multiply(inputGradient, out.gradient().orElseThrow(), inputGradient));
        });
        return layer;
    }

    static Layer maxPool(Activations in, Activations out, MaxPool spec) {
        long size = spec.size();
        long[] arguments = {size, size, size, size, 0, 0, 1, 1, 0, 0, 0};
        OperationLayer layer = new OperationLayer(PreparedOperation.of("maxpool2d", List.of(in.values()), out.values())
                .integerArguments(arguments));
        in.gradient().ifPresent(inputGradient -> {
            List<INDArray> inputs = List.of(in.values(), out.gradient().orElseThrow());
            layer.backward.add(
                    PreparedOperation.of("maxpool2d_bp", inputs, inputGradient).integerArguments(arguments));
        });
        return layer;
    }

    static Layer convolution(Activations in, Activations out, LayerParameters parameters, Convolution spec) {
        // Height and width of kernel, stride, padding and dilation; then padding mode (0: as given), data format (0:
        // channels first) and weight format (1: [out, in, k, k]).
        long[] arguments = {spec.kernelSize(), spec.kernelSize(), 1, 1, 0, 0, 1, 1, 0, 0, 1};
        INDArray weight = parameters.value("weight");
        INDArray bias = parameters.value("bias");
        OperationLayer layer =
                new OperationLayer(PreparedOperation.of("conv2d", List.of(in.values(), weight, bias), out.values())
                        .integerArguments(arguments));
        out.gradient().ifPresent(gradient -> {
            if (in.gradient().isPresent()) {
                List<INDArray> inputs = List.of(in.values(), weight, bias, gradient);
                layer.backward.add(PreparedOperation.of(
                                "conv2d_bp",
                                inputs,
                                in.gradient().get(),
                                parameters.gradient("weight"),
                                parameters.gradient("bias"))
                        .integerArguments(arguments));
            } else {
                layer.addWeightGradient(in.values(), gradient, parameters, spec.kernelSize());
            }
        });
        return layer;
    }

    /**
     * Adds the gradient with respect to weight and bias. The ND4J operation would also compute the larger gradient with respect
     * to the images; instead, each image is unfolded to a matrix of its patches and multiplied with the output gradient.
     */
    private void addWeightGradient(INDArray images, INDArray gradient, LayerParameters parameters, int kernelSize) {
        int rows = (int) images.size(0);
        int channels = (int) gradient.size(1);
        long area = gradient.size(2) * gradient.size(3);
        INDArray weightGradient = parameters.gradient("weight");
        weightGradient = weightGradient.reshape('c', channels, weightGradient.length() / channels);
        INDArray patches = Nd4j.create(
                images.dataType(), 1, images.size(1), kernelSize, kernelSize, gradient.size(2), gradient.size(3));
        INDArray patchMatrix = patches.reshape('c', weightGradient.size(1), area);
        INDArray channelRows = gradient.reshape('c', (long) rows * channels, area);
        for (int row = 0; row < rows; row++) {
            INDArray image = images.get(NDArrayIndex.interval(row, row + 1));
            backward.add(PreparedOperation.of("im2col", List.of(image), patches)
                    .floatArguments(0)
                    .integerArguments(kernelSize, kernelSize, 1, 1, 0, 0, 1, 1, 0));
            INDArray outputGradient = channelRows.get(NDArrayIndex.interval(row * channels, (row + 1) * channels));
            backward.add(PreparedOperation.of("matmul", List.of(outputGradient, patchMatrix), weightGradient)
                    .floatArguments(1, row == 0 ? 0 : 1)
                    .integerArguments(0, 1, 0));
        }
        INDArray sums = Nd4j.create(images.dataType(), (long) rows * channels, 1);
        INDArray areaOnes = Nd4j.ones(images.dataType(), area, 1);
        INDArray rowOnes = Nd4j.ones(images.dataType(), 1, rows);
        INDArray biasGradient = parameters.gradient("bias").reshape(1, channels);
        backward.add(PreparedOperation.matmul(channelRows, false, areaOnes, false, sums));
        backward.add(PreparedOperation.matmul(rowOnes, false, sums.reshape('c', rows, channels), false, biasGradient));
    }

    @Override
    public void forward(BatchContext context) {
        forward.run();
    }

    @Override
    public void backward() {
        backward.forEach(PreparedOperation::run);
    }

    @Override
    public void close() {
        forward.close();
        backward.forEach(PreparedOperation::close);
    }
}
