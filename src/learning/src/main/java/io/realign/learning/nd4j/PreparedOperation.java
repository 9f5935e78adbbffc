package io.realign.learning.nd4j;

import java.util.List;
import java.util.function.Consumer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.ops.impl.scalar.Step;
import org.nd4j.linalg.factory.Nd4j;

/** An ND4J operation on fixed arrays, prepared once because preparation costs more than most calls. */
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

    /** @param name name of an ND4J custom operation */
    static PreparedOperation of(String name, List<INDArray> inputs, INDArray... outputs) {
        DynamicCustomOp op = DynamicCustomOp.builder(name).build();
        return new PreparedOperation(context -> Nd4j.exec(op, context), inputs, outputs);
    }

    /** {@code result} is 1 where {@code values} are positive, 0 elsewhere. */
    static PreparedOperation positiveMask(INDArray values, INDArray result) {
        Step step = new Step(values, result, 0.0);
        return new PreparedOperation(context -> Nd4j.getExecutioner().exec(step, context), List.of(values), result);
    }

    static PreparedOperation matmul(INDArray a, boolean transposeA, INDArray b, boolean transposeB, INDArray result) {
        return of("matmul", List.of(a, b), result)
                .floatArguments(1, 0)
                .integerArguments(transposeA ? 1 : 0, transposeB ? 1 : 0, 0);
    }

    /** Element-wise product, with broadcasting of {@code b}. */
    static PreparedOperation multiply(INDArray a, INDArray b, INDArray result) {
        return of("multiply", List.of(a, b), result);
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
            throw new IllegalStateException("cannot free the arguments of an ND4J operation", e);
        }
    }
}
