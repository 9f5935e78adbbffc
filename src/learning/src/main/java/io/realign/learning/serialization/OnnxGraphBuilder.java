package io.realign.learning.serialization;

import io.realign.event.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
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

/** Builds an ONNX graph from operators and constants. */
final class OnnxGraphBuilder {
    /** The first version with the current definition of {@code Softmax}. */
    private static final int OPSET = 13;

    private static final int IR_VERSION = 8;

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("realign");

    void addInput(String name, int width) {
        graph.addInput(valueInfo(name, width));
    }

    void addOutput(String name, int width) {
        graph.addOutput(valueInfo(name, width));
    }

    private static ValueInfoProto valueInfo(String name, int width) {
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

    /** Adds an operator that is named after its output, and returns this name. */
    String addNode(String operator, String output, List<String> inputs, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder()
                .setOpType(operator)
                .setName(output)
                .addAllInput(inputs)
                .addOutput(output)
                .addAllAttribute(List.of(attributes)));
        return output;
    }

    static AttributeProto intAttribute(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    static AttributeProto intsAttribute(String name, long... values) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INTS)
                .addAllInts(Arrays.stream(values).boxed().toList())
                .build();
    }

    static AttributeProto floatAttribute(String name, double value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.FLOAT)
                .setF((float) value)
                .build();
    }

    String addConstant(String name, Tensor tensor) {
        ByteBuffer raw = littleEndian(tensor.size() * Float.BYTES);
        raw.asFloatBuffer().put(tensor.values());
        long[] shape = Arrays.stream(tensor.shape()).asLongStream().toArray();
        return addConstant(name, TensorProto.DataType.FLOAT_VALUE, raw, shape);
    }

    /** Adds a scalar. */
    String addConstant(String name, float value) {
        return addConstant(
                name,
                TensorProto.DataType.FLOAT_VALUE,
                littleEndian(Float.BYTES).putFloat(value).flip());
    }

    String addConstant(String name, long... values) {
        ByteBuffer raw = littleEndian(values.length * Long.BYTES);
        raw.asLongBuffer().put(values);
        return addConstant(name, TensorProto.DataType.INT64_VALUE, raw, values.length);
    }

    String addConstant(String name, boolean... values) {
        ByteBuffer raw = littleEndian(values.length);
        for (boolean value : values) {
            raw.put((byte) (value ? 1 : 0));
        }
        return addConstant(name, TensorProto.DataType.BOOL_VALUE, raw.flip(), values.length);
    }

    private String addConstant(String name, int type, ByteBuffer raw, long... shape) {
        graph.addInitializer(TensorProto.newBuilder()
                .setName(name)
                .setDataType(type)
                .addAllDims(Arrays.stream(shape).boxed().toList())
                .setRawData(ByteString.copyFrom(raw)));
        return name;
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    byte[] build() {
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("realign")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .setGraph(graph)
                .build()
                .toByteArray();
    }
}
