package io.realign.learning.dl4j;

import io.realign.learning.network.LayerSpec.Convolution;
import io.realign.learning.network.LayerSpec.MaxPool;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

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
            INDArray ones = Nd4j.ones(slopes.dataType(), 1, in.rows());
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
        out.slopes()
                .ifPresent(slopes -> backward.add(Operation.of(
                                "conv2d_bp",
                                List.of(in.values(), weight, bias, slopes),
                                in.slopes().orElseGet(() -> in.values().ulike()),
                                weights.gradient("weight"),
                                weights.gradient("bias"))
                        .integers(arguments)));
        return new Prepared(List.of(forward), backward);
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
