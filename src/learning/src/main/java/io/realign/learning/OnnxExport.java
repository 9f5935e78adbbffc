package io.realign.learning;

import io.realign.event.Tensor;
import io.realign.window.Standardiser;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.shade.protobuf.ByteString;

/**
 * Writes a network and its standardiser as one ONNX graph. What serves training alone, dropout and domain head, is left
 * out.
 */
final class OnnxExport {
    static final String FEATURES = "features";
    static final String PROBABILITIES = "probabilities";
    static final String EMBEDDING = "embedding";

    /** Old enough for every runtime in use; {@code Softmax} has had its present meaning since this version. */
    private static final int OPSET = 13;

    private static final int IR = 8;

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("realign");

    private OnnxExport() {}

    static byte[] write(Snapshot snapshot, Standardiser standardiser) {
        return new OnnxExport().model(snapshot, standardiser);
    }

    private byte[] model(Snapshot snapshot, Standardiser standardiser) {
        NetSpec spec = snapshot.spec();
        graph.addInput(value(FEATURES, spec.features()));
        graph.addOutput(value(PROBABILITIES, spec.classes()));
        graph.addOutput(value(EMBEDDING, spec.embedding()));
        standardise(standardiser);
        dense(snapshot, Layers.HIDDEN, "standardised", "hidden");
        dense(snapshot, Layers.EMBEDDING, "hidden", EMBEDDING);
        gemm(snapshot, Layers.CLASS, EMBEDDING, "logits");
        AttributeProto axis = AttributeProto.newBuilder()
                .setName("axis")
                .setType(AttributeProto.AttributeType.INT)
                .setI(1)
                .build();
        graph.addNode(node("Softmax", PROBABILITIES, "logits").addAttribute(axis));
        return ModelProto.newBuilder()
                .setIrVersion(IR)
                .setProducerName("realign")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    private void standardise(Standardiser standardiser) {
        constant("mean", new long[] {standardiser.width()}, standardiser.mean());
        constant("deviation", new long[] {standardiser.width()}, standardiser.deviation());
        constant("least", new long[0], -Standardiser.CLIP);
        constant("most", new long[0], Standardiser.CLIP);
        graph.addNode(node("Sub", "centred", FEATURES, "mean"));
        graph.addNode(node("Div", "scaled", "centred", "deviation"));
        graph.addNode(node("Clip", "standardised", "scaled", "least", "most"));
    }

    private void dense(Snapshot snapshot, String layer, String input, String output) {
        String sum = output + ".sum";
        gemm(snapshot, layer, input, sum);
        graph.addNode(node("Relu", output, sum));
    }

    private void gemm(Snapshot snapshot, String layer, String input, String output) {
        String weight = Layers.weight(layer);
        String bias = Layers.bias(layer);
        constant(weight, snapshot.weights().get(weight));
        constant(bias, snapshot.weights().get(bias));
        graph.addNode(node("Gemm", output, input, weight, bias));
    }

    private static NodeProto.Builder node(String operator, String output, String... inputs) {
        NodeProto.Builder node =
                NodeProto.newBuilder().setOpType(operator).setName(output).addOutput(output);
        for (String input : inputs) {
            node.addInput(input);
        }
        return node;
    }

    private void constant(String name, Tensor tensor) {
        long[] shape = new long[tensor.shape().length];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = tensor.shape()[i];
        }
        constant(name, shape, tensor.values());
    }

    private void constant(String name, long[] shape, float... values) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .setRawData(ByteString.copyFrom(raw));
        for (long extent : shape) {
            tensor.addDims(extent);
        }
        graph.addInitializer(tensor);
    }

    private static ValueInfoProto value(String name, int width) {
        TensorShapeProto shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("batch"))
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(width))
                .build();
        TypeProto.Tensor type = TypeProto.Tensor.newBuilder()
                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                .setShape(shape)
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(type))
                .build();
    }
}
