package io.realign.learning.serialization;

import io.realign.event.Tensor;
import io.realign.learning.input.Standardisation;
import io.realign.window.Standardiser;
import java.util.List;

/** A {@link Standardisation} as operators of ONNX. */
final class OnnxStandardisation {
    private static final String ONE = "one";
    private static final String LOGGED = "logged";

    private OnnxStandardisation() {}

    /** Adds the operators; what comes out has the name that is returned. */
    static String add(OnnxGraphBuilder graph, Standardisation standardisation, String rows) {
        Standardiser standardiser = standardisation.standardiser();
        graph.constant("mean", Tensor.vector(standardiser.mean()));
        graph.constant("deviation", Tensor.vector(standardiser.deviation()));
        graph.constant("least", -Standardiser.CLIP);
        graph.constant("most", Standardiser.CLIP);
        graph.addNode("Sub", "centred", List.of(logTransform(graph, standardisation.logTransformed(), rows), "mean"));
        graph.addNode("Div", "scaled", List.of("centred", "deviation"));
        return graph.addNode("Clip", "standardised", List.of("scaled", "least", "most"));
    }

    private static String logTransform(OnnxGraphBuilder graph, boolean[] logged, String rows) {
        if (!any(logged)) {
            return rows;
        }
        graph.constant(LOGGED, logged);
        return graph.addNode("Where", "drawn-in", List.of(LOGGED, signedLog(graph, rows), rows));
    }

    private static boolean any(boolean[] logged) {
        for (boolean one : logged) {
            if (one) {
                return true;
            }
        }
        return false;
    }

    /**
     * {@code sign(x) ln(1 + |x|)}. ONNX has no log1p, and {@code 1 + |x|} rounds small readings away; what was lost in
     * the sum, {@code |x| - (sum - 1)}, is made good by the slope of the logarithm there, {@code 1 / sum}.
     */
    private static String signedLog(OnnxGraphBuilder graph, String rows) {
        graph.constant(ONE, 1f);
        graph.addNode("Abs", "size", List.of(rows));
        graph.addNode("Add", "sum", List.of("size", ONE));
        graph.addNode("Sub", "arrived", List.of("sum", ONE));
        graph.addNode("Sub", "lost", List.of("size", "arrived"));
        graph.addNode("Div", "correction", List.of("lost", "sum"));
        graph.addNode("Log", "logarithm", List.of("sum"));
        graph.addNode("Add", "log1p", List.of("logarithm", "correction"));
        graph.addNode("Sign", "sign", List.of(rows));
        return graph.addNode("Mul", "signed-log", List.of("log1p", "sign"));
    }
}
