package io.realign.learning.dl4j;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Leaves what passes forward unchanged and multiplies what passes back by {@code -alpha}: the head behind it learns to
 * tell the domains apart, and what lies before it learns to hide them.
 */
// The library's base class and interface disagree about a varargs parameter.
@SuppressWarnings("overrides")
final class GradientReversalVertex extends BaseGraphVertex {
    private double alpha;

    GradientReversalVertex(ComputationGraph graph, String name, int index, DataType dataType) {
        super(graph, name, index, null, null, dataType);
    }

    /** The coefficient of the steps from now on, 0 or more. */
    void alpha(double alpha) {
        this.alpha = alpha;
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
        return workspaces.dup(ArrayType.ACTIVATIONS, inputs[0]);
    }

    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaces) {
        INDArray reversed = workspaces.dup(ArrayType.ACTIVATION_GRAD, epsilon).muli(-alpha);
        return new Pair<>(null, new INDArray[] {reversed});
    }

    @Override
    public boolean hasLayer() {
        return false;
    }

    @Override
    public Layer getLayer() {
        return null;
    }

    @Override
    public void setBackpropGradientsViewArray(INDArray gradients) {
        if (gradients != null) {
            throw new IllegalArgumentException("a gradient reversal has no weights, got a gradient for some");
        }
    }

    @Override
    public Pair<INDArray, MaskState> feedForwardMaskArrays(INDArray[] masks, MaskState state, int minibatchSize) {
        return masks == null || masks.length == 0 ? null : new Pair<>(masks[0], state);
    }

    @Override
    public String toString() {
        return "GradientReversalVertex[" + vertexName + ", alpha " + alpha + "]";
    }
}
