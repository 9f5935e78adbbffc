package io.realign.learning.serialization;

import io.realign.event.Tensor;
import io.realign.learning.input.Standardisation;
import io.realign.window.Standardiser;
import java.util.Arrays;
import java.util.List;

/** Translates a {@link Standardisation} into ONNX operators. */
final class OnnxStandardisation {
    private static final String ONE = "one";
    private static final String IS_LOG_TRANSFORMED = "is-log-transformed";

    private OnnxStandardisation() {}

    /** Adds the operators and returns the name of their output. */
    static String add(OnnxGraphBuilder graph, Standardisation standardisation, String rows) {
        Standardiser standardiser = standardisation.standardiser();
        graph.constant("mean", Tensor.vector(standardiser.mean()));
        graph.constant("deviation", Tensor.vector(standardiser.deviation()));
        graph.constant("clip-min", -Standardiser.CLIP);
        graph.constant("clip-max", Standardiser.CLIP);
        graph.addNode("Sub", "centred", List.of(logTransform(graph, standardisation.logTransformed(), rows), "mean"));
        graph.addNode("Div", "scaled", List.of("centred", "deviation"));
        return graph.addNode("Clip", "standardised", List.of("scaled", "clip-min", "clip-max"));
    }

    private static String logTransform(OnnxGraphBuilder graph, boolean[] logTransformed, String rows) {
        if (Arrays.equals(logTransformed, new boolean[logTransformed.length])) {
            return rows;
        }
        graph.constant(IS_LOG_TRANSFORMED, logTransformed);
        return graph.addNode("Where", "log-transformed", List.of(IS_LOG_TRANSFORMED, signedLog(graph, rows), rows));
    }

    /**
     * {@code sign(x) ln(1 + |x|)}. ONNX has no log1p, and {@code sum = 1 + |x|} loses the low-order bits of small values. The
     * first-order term {@code (|x| - (sum - 1)) / sum} corrects this rounding error.
     */
    private static String signedLog(OnnxGraphBuilder graph, String rows) {
        graph.constant(ONE, 1f);
        graph.addNode("Abs", "size", List.of(rows));
        graph.addNode("Add", "sum", List.of("size", ONE));
        graph.addNode("Sub", "recovered", List.of("sum", ONE));
        graph.addNode("Sub", "rounding-error", List.of("size", "recovered"));
        graph.addNode("Div", "correction", List.of("rounding-error", "sum"));
        graph.addNode("Log", "logarithm", List.of("sum"));
        graph.addNode("Add", "log1p", List.of("logarithm", "correction"));
        graph.addNode("Sign", "sign", List.of(rows));
        return graph.addNode("Mul", "signed-log", List.of("log1p", "sign"));
    }
}
