package io.realign.learning.dl4j;

import io.realign.learning.network.LayerSpec.Convolution;
import io.realign.learning.network.LayerSpec.MaxPool;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** A layer that is nothing but operations of the library. */
final class Prepared implements Layer {
    private final List<Operation> forward;
    private final List<Operation> backward;

    private Prepared(List<Operation> forward, List<Operation> backward) {
        this.forward = forward;
        this.backward = backward;
    }

    /** {@code y = x W + b}. */
    static Layer dense(Signal image, Signal out, Weights weights) {
        Signal in = image.flat();
        INDArray weight = weights.value("weight");
        Operation forward =
                Operation.of("xw_plus_b", List.of(in.values(), weight, weights.value("bias")), out.values());
        List<Operation> backward = new ArrayList<>();
        out.slopes().ifPresent(slopes -> {
            backward.add(Operation.product(in.values(), true, slopes, false, weights.gradient("weight")));
            INDArray bias = weights.gradient("bias");
            INDArray ones = ones(1, in.rows(), slopes);
            backward.add(Operation.product(ones, false, slopes, false, bias.reshape(1, bias.length())));
            in.slopes().ifPresent(below -> backward.add(Operation.product(slopes, false, weight, true, below)));
        });
        return new Prepared(List.of(forward), backward);
    }

    /** {@code y = max(0, x)}, with the slope 0 at 0. */
    static Layer relu(Signal in, Signal out) {
        Operation forward =
                Operation.of("relu", List.of(in.values()), out.values()).numbers(0);
        List<Operation> backward = new ArrayList<>();
        in.slopes().ifPresent(below -> {
            backward.add(Operation.positive(in.values(), below));
            backward.add(Operation.multiply(below, out.slopes().orElseThrow(), below));
        });
        return new Prepared(List.of(forward), backward);
    }

    static Layer maxPool(Signal in, Signal out, MaxPool spec) {
        long size = spec.size();
        long[] arguments = {size, size, size, size, 0, 0, 1, 1, 0, 0, 0};
        Operation forward =
                Operation.of("maxpool2d", List.of(in.values()), out.values()).integers(arguments);
        List<Operation> backward = new ArrayList<>();
        in.slopes()
                .ifPresent(below -> backward.add(Operation.of(
                                "maxpool2d_bp",
                                List.of(in.values(), out.slopes().orElseThrow()),
                                below)
                        .integers(arguments)));
        return new Prepared(List.of(forward), backward);
    }

    static Layer convolution(Signal in, Signal out, Weights weights, Convolution spec) {
        // Kernel, stride, padding, dilation, no padding by itself, channels first, kernels as [out, in, k, k].
        long[] arguments = {spec.kernel(), spec.kernel(), 1, 1, 0, 0, 1, 1, 0, 0, 1};
        INDArray weight = weights.value("weight");
        INDArray bias = weights.value("bias");
        Operation forward = Operation.of("conv2d", List.of(in.values(), weight, bias), out.values())
                .integers(arguments);
        List<Operation> backward = new ArrayList<>();
        if (in.slopes().isPresent()) {
            List<INDArray> inputs =
                    List.of(in.values(), weight, bias, out.slopes().get());
            INDArray kernels = weights.gradient("weight");
            backward.add(Operation.of("conv2d_bp", inputs, in.slopes().get(), kernels, weights.gradient("bias"))
                    .integers(arguments));
        } else {
            out.slopes().ifPresent(slopes -> backward.addAll(learnt(in.values(), slopes, weights, spec.kernel())));
        }
        return new Prepared(List.of(forward), backward);
    }

    /**
     * The slopes of the weights alone. The library's operation would work out those of the images as well, which are the
     * larger part; so each image is laid out as a matrix of its squares and multiplied with the slopes.
     */
    private static List<Operation> learnt(INDArray images, INDArray slopes, Weights weights, int kernel) {
        int rows = (int) images.size(0);
        int channels = (int) slopes.size(1);
        long area = slopes.size(2) * slopes.size(3);
        INDArray kernels = weights.gradient("weight");
        kernels = kernels.reshape('c', channels, kernels.length() / channels);
        INDArray squares =
                Nd4j.create(images.dataType(), 1, images.size(1), kernel, kernel, slopes.size(2), slopes.size(3));
        INDArray matrix = squares.reshape('c', kernels.size(1), area);
        INDArray lines = slopes.reshape('c', (long) rows * channels, area);
        List<Operation> operations = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            INDArray image = images.get(NDArrayIndex.interval(row, row + 1));
            operations.add(Operation.of("im2col", List.of(image), squares)
                    .numbers(0)
                    .integers(kernel, kernel, 1, 1, 0, 0, 1, 1, 0));
            INDArray own = lines.get(NDArrayIndex.interval(row * channels, (row + 1) * channels));
            operations.add(Operation.of("matmul", List.of(own, matrix), kernels)
                    .numbers(1, row == 0 ? 0 : 1)
                    .integers(0, 1, 0));
        }
        INDArray sums = Nd4j.create(images.dataType(), (long) rows * channels, 1);
        operations.add(Operation.product(lines, false, ones(area, 1, lines), false, sums));
        INDArray bias = weights.gradient("bias").reshape(1, channels);
        operations.add(Operation.product(ones(1, rows, lines), false, sums.reshape('c', rows, channels), false, bias));
        return operations;
    }

    private static INDArray ones(long rows, long columns, INDArray like) {
        return Nd4j.ones(like.dataType(), rows, columns);
    }

    @Override
    public void forward(Pass pass) {
        forward.forEach(Operation::run);
    }

    @Override
    public void backward() {
        backward.forEach(Operation::run);
    }

    @Override
    public void close() {
        forward.forEach(Operation::close);
        backward.forEach(Operation::close);
    }
}
