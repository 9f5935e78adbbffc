package io.realign.learning.nd4j;

import io.realign.learning.network.LayerSpec.Convolution;
import io.realign.learning.network.LayerSpec.MaxPool;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** A layer that is nothing but operations of the library. */
final class OperationLayer implements Layer {
    private final List<PreparedOperation> forward;
    private final List<PreparedOperation> backward;

    private OperationLayer(List<PreparedOperation> forward, List<PreparedOperation> backward) {
        this.forward = forward;
        this.backward = backward;
    }

    /** {@code y = x W + b}. */
    static Layer dense(Activations image, Activations out, LayerParameters weights) {
        Activations in = image.flatten();
        INDArray weight = weights.value("weight");
        PreparedOperation forward =
                PreparedOperation.of("xw_plus_b", List.of(in.values(), weight, weights.value("bias")), out.values());
        List<PreparedOperation> backward = new ArrayList<>();
        out.gradient().ifPresent(slopes -> {
            backward.add(PreparedOperation.matmul(in.values(), true, slopes, false, weights.gradient("weight")));
            INDArray bias = weights.gradient("bias");
            INDArray ones = ones(1, in.rows(), slopes);
            backward.add(PreparedOperation.matmul(ones, false, slopes, false, bias.reshape(1, bias.length())));
            in.gradient()
                    .ifPresent(below -> backward.add(PreparedOperation.matmul(slopes, false, weight, true, below)));
        });
        return new OperationLayer(List.of(forward), backward);
    }

    /** {@code y = max(0, x)}, with the slope 0 at 0. */
    static Layer relu(Activations in, Activations out) {
        PreparedOperation forward =
                PreparedOperation.of("relu", List.of(in.values()), out.values()).floatArguments(0);
        List<PreparedOperation> backward = new ArrayList<>();
        in.gradient().ifPresent(below -> {
            backward.add(PreparedOperation.positiveMask(in.values(), below));
            backward.add(PreparedOperation.multiply(below, out.gradient().orElseThrow(), below));
        });
        return new OperationLayer(List.of(forward), backward);
    }

    static Layer maxPool(Activations in, Activations out, MaxPool spec) {
        long size = spec.size();
        long[] arguments = {size, size, size, size, 0, 0, 1, 1, 0, 0, 0};
        PreparedOperation forward = PreparedOperation.of("maxpool2d", List.of(in.values()), out.values())
                .integerArguments(arguments);
        List<PreparedOperation> backward = new ArrayList<>();
        in.gradient()
                .ifPresent(below -> backward.add(PreparedOperation.of(
                                "maxpool2d_bp",
                                List.of(in.values(), out.gradient().orElseThrow()),
                                below)
                        .integerArguments(arguments)));
        return new OperationLayer(List.of(forward), backward);
    }

    static Layer convolution(Activations in, Activations out, LayerParameters weights, Convolution spec) {
        // Kernel, stride, padding, dilation, no padding by itself, channels first, kernels as [out, in, k, k].
        long[] arguments = {spec.kernelSize(), spec.kernelSize(), 1, 1, 0, 0, 1, 1, 0, 0, 1};
        INDArray weight = weights.value("weight");
        INDArray bias = weights.value("bias");
        PreparedOperation forward = PreparedOperation.of("conv2d", List.of(in.values(), weight, bias), out.values())
                .integerArguments(arguments);
        List<PreparedOperation> backward = new ArrayList<>();
        if (in.gradient().isPresent()) {
            List<INDArray> inputs =
                    List.of(in.values(), weight, bias, out.gradient().get());
            INDArray kernels = weights.gradient("weight");
            backward.add(
                    PreparedOperation.of("conv2d_bp", inputs, in.gradient().get(), kernels, weights.gradient("bias"))
                            .integerArguments(arguments));
        } else {
            out.gradient()
                    .ifPresent(slopes ->
                            backward.addAll(weightGradientOperations(in.values(), slopes, weights, spec.kernelSize())));
        }
        return new OperationLayer(List.of(forward), backward);
    }

    /**
     * The slopes of the weights alone. The library's operation would work out those of the images as well, which are the
     * larger part; so each image is laid out as a matrix of its squares and multiplied with the slopes.
     */
    private static List<PreparedOperation> weightGradientOperations(
            INDArray images, INDArray slopes, LayerParameters weights, int kernel) {
        int rows = (int) images.size(0);
        int channels = (int) slopes.size(1);
        long area = slopes.size(2) * slopes.size(3);
        INDArray kernels = weights.gradient("weight");
        kernels = kernels.reshape('c', channels, kernels.length() / channels);
        INDArray squares =
                Nd4j.create(images.dataType(), 1, images.size(1), kernel, kernel, slopes.size(2), slopes.size(3));
        INDArray matrix = squares.reshape('c', kernels.size(1), area);
        INDArray lines = slopes.reshape('c', (long) rows * channels, area);
        List<PreparedOperation> operations = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            INDArray image = images.get(NDArrayIndex.interval(row, row + 1));
            operations.add(PreparedOperation.of("im2col", List.of(image), squares)
                    .floatArguments(0)
                    .integerArguments(kernel, kernel, 1, 1, 0, 0, 1, 1, 0));
            INDArray own = lines.get(NDArrayIndex.interval(row * channels, (row + 1) * channels));
            operations.add(PreparedOperation.of("matmul", List.of(own, matrix), kernels)
                    .floatArguments(1, row == 0 ? 0 : 1)
                    .integerArguments(0, 1, 0));
        }
        INDArray sums = Nd4j.create(images.dataType(), (long) rows * channels, 1);
        operations.add(PreparedOperation.matmul(lines, false, ones(area, 1, lines), false, sums));
        INDArray bias = weights.gradient("bias").reshape(1, channels);
        operations.add(
                PreparedOperation.matmul(ones(1, rows, lines), false, sums.reshape('c', rows, channels), false, bias));
        return operations;
    }

    private static INDArray ones(long rows, long columns, INDArray like) {
        return Nd4j.ones(like.dataType(), rows, columns);
    }

    @Override
    public void forward(ForwardPass pass) {
        forward.forEach(PreparedOperation::run);
    }

    @Override
    public void backward() {
        backward.forEach(PreparedOperation::run);
    }

    @Override
    public void close() {
        forward.forEach(PreparedOperation::close);
        backward.forEach(PreparedOperation::close);
    }
}
