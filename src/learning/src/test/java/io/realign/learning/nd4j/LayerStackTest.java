package io.realign.learning.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.realign.learning.network.LayerSpec;
import io.realign.learning.network.LayerSpec.BatchNorm;
import io.realign.learning.network.LayerSpec.Convolution;
import io.realign.learning.network.LayerSpec.Dense;
import io.realign.learning.network.LayerSpec.MaxPool;
import io.realign.learning.network.LayerSpec.Relu;
import io.realign.learning.network.NetSpec;
import io.realign.learning.network.StackSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Compares stacks with Deeplearning4j, and single with double precision, which use different kernels. */
class LayerStackTest {
    private static final int ROWS = 7;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void stack_matchesTheReferenceGraph(long seed) {
        StackSpec spec = random(seed);
        double[] input = gaussians(ROWS * values(spec.inputShape()), seed);
        double[] outputGradient = gaussians(ROWS * values(spec.outputShape()), seed + 1);
        Parameters parameters = parameters(spec, DataType.DOUBLE, seed);
        Run run = run(spec, parameters, input, outputGradient);

        try (Dl4jReferenceGraph graph = new Dl4jReferenceGraph(spec)) {
            spec.weightShapes().keySet().forEach(name -> graph.set(name, parameters.value(name)));
            INDArray output = graph.forward(array(spec.inputShape(), input));

            assertThat(output.dup('c').data().asDouble()).containsExactly(run.output(), within(1e-9));
            graph.backward(array(spec.outputShape(), outputGradient));
            spec.weightShapes().keySet().forEach(name -> assertThat(
                            parameters.gradient(name).dup('c').data().asDouble())
                    .as("%s of %s", name, spec)
                    .containsExactly(graph.gradient(name), within(1e-9)));
        }
    }

    /** In single precision, convolutions and pools use oneDNN if available. */
    @Test
    void singlePrecision_matchesDoublePrecision() {
        NetSpec net = NetworkFixtures.image(true);
        for (StackSpec spec : net.stacks()) {
            double[] input = gaussians(ROWS * values(spec.inputShape()), 1);
            double[] outputGradient = gaussians(ROWS * values(spec.outputShape()), 2);
            Parameters single = parameters(spec, DataType.FLOAT, 3);
            Parameters doubles = parameters(spec, DataType.DOUBLE, 3);

            Run expected = run(spec, doubles, input, outputGradient);
            Run actual = run(spec, single, input, outputGradient);

            assertThat(actual.output()).containsExactly(expected.output(), within(1e-4));
            assertThat(actual.inputGradient()).containsExactly(expected.inputGradient(), within(1e-4));
            assertThat(HostBuffer.of(single.gradients()).read())
                    .containsExactly(HostBuffer.of(doubles.gradients()).read(), within(1e-3));
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Run(double[] output, double[] inputGradient) {}

    /** Runs a forward and a backward pass, which leaves the gradient in the parameters. */
    private static Run run(StackSpec spec, Parameters parameters, double[] input, double[] outputGradient) {
        Activations in = Activations.of(parameters.type(), ROWS, spec.inputShape(), true);
        HostBuffer.of(in.values()).write(0, input);
        try (LayerStack stack = LayerStack.forTraining(spec, parameters, in)) {
            stack.forward(new BatchContext(3, 5));
            HostBuffer.of(stack.output().gradient().orElseThrow()).write(0, outputGradient);
            stack.backward();
            return new Run(
                    HostBuffer.of(stack.output().values()).read(),
                    HostBuffer.of(in.gradient().orElseThrow()).read());
        }
    }

    private static Parameters parameters(StackSpec spec, DataType type, long seed) {
        Parameters parameters = new Parameters(spec.weightShapes(), spec.statisticShapes(), type);
        HostBuffer.of(parameters.values())
                .write(0, gaussians(Math.toIntExact(parameters.values().length()), seed + 2));
        return parameters;
    }

    /** A random sequence of all layer types except dropout. */
    private static StackSpec random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        boolean images = seed % 2 == 0;
        List<Integer> input = images ? List.of(2, 9, 10) : List.of(random.nextInt(1, 9));
        List<LayerSpec> layers = new ArrayList<>();
        if (images) {
            layers.add(new Convolution(random.nextInt(1, 5), random.nextInt(1, 5)));
            layers.add(new BatchNorm(false));
            layers.add(random.nextBoolean() ? new MaxPool(2) : new Relu());
            layers.add(new Convolution(random.nextInt(1, 5), random.nextInt(1, 3)));
        }
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            layers.add(new Dense(random.nextInt(1, 9)));
            layers.add(random.nextBoolean() ? new BatchNorm(false) : new Relu());
        }
        layers.add(new Dense(3));
        return new StackSpec("stack", input, layers);
    }

    private static INDArray array(List<Integer> shape, double[] values) {
        long[] dimensions = new long[shape.size() + 1];
        Arrays.setAll(dimensions, i -> i == 0 ? ROWS : shape.get(i - 1));
        return Nd4j.create(values, dimensions, 'c');
    }

    private static int values(List<Integer> shape) {
        return shape.stream().reduce(1, Math::multiplyExact);
    }

    private static double[] gaussians(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[count];
        Arrays.setAll(values, i -> random.nextGaussian());
        return values;
    }
}
