package io.realign.learning.nd4j;

import java.util.List;
import java.util.function.Consumer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.ops.impl.scalar.Step;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An operation of the library on arrays that stay the same. It is prepared once: to prepare it for each call costs more
 * than most calls do.
 */
final class PreparedOperation implements AutoCloseable {
    private final OpContext context = Nd4j.getExecutioner().buildContext();
    private final Consumer<OpContext> call;

    private PreparedOperation(Consumer<OpContext> call, List<INDArray> inputs, INDArray... outputs) {
        this.call = call;
        for (int i = 0; i < inputs.size(); i++) {
            context.setInputArray(i, inputs.get(i));
        }
        for (int i = 0; i < outputs.length; i++) {
            context.setOutputArray(i, outputs[i]);
        }
    }

    /** The operation that the library knows by this name. */
    static PreparedOperation of(String name, List<INDArray> inputs, INDArray... outputs) {
        DynamicCustomOp op = DynamicCustomOp.builder(name).build();
        return new PreparedOperation(context -> Nd4j.exec(op, context), inputs, outputs);
    }

    /** One where {@code values} are positive, zero elsewhere. */
    static PreparedOperation positiveMask(INDArray values, INDArray result) {
        Step step = new Step(values, result, 0.0);
        return new PreparedOperation(context -> Nd4j.getExecutioner().exec(step, context), List.of(values), result);
    }

    /** The product of two matrices, each transposed first if so wished. */
    static PreparedOperation matmul(
            INDArray one, boolean transposed, INDArray other, boolean otherTransposed, INDArray result) {
        return of("matmul", List.of(one, other), result)
                .floatArguments(1, 0)
                .integerArguments(transposed ? 1 : 0, otherTransposed ? 1 : 0, 0);
    }

    /** Value by value; the second is stretched where it is one wide. */
    static PreparedOperation multiply(INDArray one, INDArray other, INDArray result) {
        return of("multiply", List.of(one, other), result);
    }

    PreparedOperation floatArguments(double... arguments) {
        context.setTArguments(arguments);
        return this;
    }

    PreparedOperation integerArguments(long... arguments) {
        context.setIArguments(arguments);
        return this;
    }

    void run() {
        call.accept(context);
    }

    @Override
    public void close() {
        try {
            context.close();
        } catch (Exception e) {
            throw new IllegalStateException("could not free the arguments of an operation", e);
        }
    }
}
