package io.realign.client.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * An ONNX model of a few hundred bytes: {@code probabilities = softmax(features * weights + bias)}, encoded with the field
 * numbers of onnx.proto.
 */
public final class SmallOnnxModel {
    private static final int FLOAT = 1;
    private static final int INT64 = 7;
    private static final int INTEGER_ATTRIBUTE = 2;
    private static final int IR_VERSION = 8;
    private static final int OPSET = 13;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private SmallOnnxModel() {}

    /** A model that predicts one class for all features: its weights are 0 and the bias of the class is 10. */
    public static byte[] predicting(int label, int features, int classes) {
        float[] bias = new float[classes];
        bias[label] = 10;
        return linear(new float[features * classes], bias);
    }

    /**
     * A linear model.
     *
     * @param weights weights in row-major order, one row per feature
     * @param bias one value per class
     */
    public static byte[] linear(float[] weights, float[] bias) {
        return model("features", weights, bias);
    }

    /**
     * A model with an embedding output: {@code embedding = features * embeddingWeights} and
     * {@code probabilities = softmax(embedding * weights + bias)}.
     *
     * @param embeddingWeights weights in row-major order, one row per feature
     * @param width size of the embedding
     * @param weights weights in row-major order, one row per value of the embedding
     * @param bias one value per class
     */
    public static byte[] withEmbedding(float[] embeddingWeights, int width, float[] weights, float[] bias) {
        int features = embeddingWeights.length / width;
        return model(new SmallOnnxModel()
                .message(1, node("MatMul", "embedding", "features", "embedding_weights"))
                .message(1, node("Gemm", "logits", "embedding", "weights", "bias"))
                .message(1, node("Softmax", "probabilities", "logits"))
                .text(2, "embedding")
                .message(5, tensor("embedding_weights", embeddingWeights, features, width))
                .message(5, tensor("weights", weights, width, bias.length))
                .message(5, tensor("bias", bias, bias.length))
                .message(11, rows("features", features))
                .message(12, rows("probabilities", bias.length))
                .message(12, rows("embedding", width)));
    }

    /** A model that uses the first feature as the index of a table with one row per class; it fails on larger indices. */
    public static byte[] gathering(int features, int classes) {
        float[] firstFeature = new float[features];
        firstFeature[0] = 1;
        return model(new SmallOnnxModel()
                .message(1, node("MatMul", "index", "features", "first_feature"))
                .message(1, node("Cast", "integer", "index").message(5, integer("to", INT64)))
                .message(1, node("Gather", "gathered", "table", "integer"))
                .message(1, node("Flatten", "logits", "gathered"))
                .message(1, node("Softmax", "probabilities", "logits"))
                .text(2, "gathering")
                .message(5, tensor("first_feature", firstFeature, features, 1))
                .message(5, tensor("table", new float[classes * classes], classes, classes))
                .message(11, rows("features", features))
                .message(12, rows("probabilities", classes)));
    }

    /** A linear model with another input name than {@code features}. */
    public static byte[] model(String input, float[] weights, float[] bias) {
        int features = weights.length / bias.length;
        return model(new SmallOnnxModel()
                .message(1, node("Gemm", "logits", input, "weights", "bias"))
                .message(1, node("Softmax", "probabilities", "logits"))
                .text(2, "linear")
                .message(5, tensor("weights", weights, features, bias.length))
                .message(5, tensor("bias", bias, bias.length))
                .message(11, rows(input, features))
                .message(12, rows("probabilities", bias.length)));
    }

    private static byte[] model(SmallOnnxModel graph) {
        return new SmallOnnxModel()
                .number(1, IR_VERSION)
                .message(7, graph)
                .message(8, new SmallOnnxModel().number(2, OPSET))
                .out
                .toByteArray();
    }

    private static SmallOnnxModel node(String operator, String output, String... inputs) {
        SmallOnnxModel node = new SmallOnnxModel();
        for (String input : inputs) {
            node.text(1, input);
        }
        return node.text(2, output).text(4, operator);
    }

    private static SmallOnnxModel integer(String attribute, long value) {
        return new SmallOnnxModel().text(1, attribute).number(3, value).number(20, INTEGER_ATTRIBUTE);
    }

    private static SmallOnnxModel tensor(String name, float[] values, int... shape) {
        SmallOnnxModel tensor = new SmallOnnxModel();
        for (int size : shape) {
            tensor.number(1, size);
        }
        ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return tensor.number(2, FLOAT).text(8, name).bytes(9, raw.array());
    }

    private static SmallOnnxModel rows(String name, int width) {
        SmallOnnxModel shape = new SmallOnnxModel()
                .message(1, new SmallOnnxModel().text(2, "batch"))
                .message(1, new SmallOnnxModel().number(1, width));
        SmallOnnxModel type = new SmallOnnxModel().number(1, FLOAT).message(2, shape);
        return new SmallOnnxModel().text(1, name).message(2, new SmallOnnxModel().message(1, type));
    }

    private SmallOnnxModel number(int field, long value) {
        varint((long) field << 3);
        varint(value);
        return this;
    }

    private SmallOnnxModel text(int field, String text) {
        return bytes(field, text.getBytes(UTF_8));
    }

    private SmallOnnxModel message(int field, SmallOnnxModel message) {
        return bytes(field, message.out.toByteArray());
    }

    private SmallOnnxModel bytes(int field, byte[] bytes) {
        varint(((long) field << 3) | 2);
        varint(bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    private void varint(long value) {
        long rest = value;
        while (rest > 0x7F) {
            out.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
