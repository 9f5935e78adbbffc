package io.realign.learning.serialization;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.realign.event.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/**
 * A file in the safetensors format: header length (8 bytes, little-endian), JSON header, values (little-endian). As in the
 * reference implementation, entries are ordered by descending width of their type and then by name, so that equal content gives
 * equal bytes.
 *
 * @param metadata string entries of the header
 * @param tensors float32 tensors by name
 * @param vectors non-empty float64 vectors by name
 */
public record Safetensors(
        SortedMap<String, String> metadata,
        SortedMap<String, Tensor> tensors,
        SortedMap<String, List<Double>> vectors) {
    /** Maximum length of the header, far above that of a {@link ModelCheckpoint}. */
    private static final int MAX_HEADER_BYTES = 1 << 20;

    private static final int LENGTH_BYTES = Long.BYTES;
    private static final String METADATA = "__metadata__";
    private static final String FLOAT32 = "F32";
    private static final String FLOAT64 = "F64";

    public Safetensors(Map<String, String> metadata, Map<String, Tensor> tensors, Map<String, List<Double>> vectors) {
        this(new TreeMap<>(metadata), new TreeMap<>(tensors), new TreeMap<>(vectors));
    }

    /** @throws IllegalArgumentException if the header exceeds 1 MiB, the limit of {@link #read} */
    public byte[] write() {
        ObjectNode header = JsonNodeFactory.instance.objectNode();
        metadata.forEach(header.putObject(METADATA)::put);
        long end = 0;
        for (Map.Entry<String, List<Double>> vector : vectors.entrySet()) {
            int size = vector.getValue().size();
            end = putEntry(header, vector.getKey(), FLOAT64, new int[] {size}, end, (long) size * Double.BYTES);
        }
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            Tensor tensor = entry.getValue();
            end = putEntry(header, entry.getKey(), FLOAT32, tensor.shape(), end, (long) tensor.size() * Float.BYTES);
        }
        byte[] json = header.toString().getBytes(UTF_8);
        if (json.length > MAX_HEADER_BYTES) {
            throw new IllegalArgumentException(
                    "expected a header of at most %d bytes, got %d".formatted(MAX_HEADER_BYTES, json.length));
        }
        ByteBuffer file = ByteBuffer.allocate(Math.toIntExact(LENGTH_BYTES + json.length + end))
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json);
        vectors.values().forEach(vector -> vector.forEach(file::putDouble));
        for (Tensor tensor : tensors.values()) {
            for (float value : tensor.values()) {
                file.putFloat(value);
            }
        }
        return file.array();
    }

    /** Adds a header entry and returns the end offset of its values. */
    private static long putEntry(ObjectNode header, String name, String type, int[] shape, long from, long bytes) {
        ObjectNode entry = header.putObject(name).put("dtype", type);
        Arrays.stream(shape).forEach(entry.putArray("shape")::add);
        entry.putArray("data_offsets").add(from).add(from + bytes);
        return from + bytes;
    }

    /**
     * Parses a file of float32 tensors and float64 vectors, whose values must be contiguous and in the order of the header.
     *
     * @throws IllegalArgumentException if the bytes are not such a file
     */
    public static Safetensors read(byte[] bytes) {
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        JsonNode header = readHeader(file);
        TreeMap<String, String> metadata = new TreeMap<>();
        TreeMap<String, Tensor> tensors = new TreeMap<>();
        TreeMap<String, List<Double>> vectors = new TreeMap<>();
        ByteBuffer values = file.slice().order(ByteOrder.LITTLE_ENDIAN);
        header.properties().forEach(entry -> {
            String name = entry.getKey();
            JsonNode node = entry.getValue();
            JsonNode type = node.path("dtype");
            if (name.equals(METADATA)) {
                readMetadata(node, metadata);
            } else if (FLOAT64.equals(type.textValue())) {
                vectors.put(name, readVector(name, node, values));
            } else {
                require(FLOAT32.equals(type.textValue()), "dtype " + type + " of '" + name + "'");
                tensors.put(name, readTensor(name, node, values));
            }
        });
        require(!values.hasRemaining(), values.remaining() + " bytes after the last tensor");
        return new Safetensors(metadata, tensors, vectors);
    }

    private static JsonNode readHeader(ByteBuffer file) {
        require(file.remaining() >= LENGTH_BYTES, file.remaining() + " bytes, too few for a header");
        long length = file.getLong();
        require(
                length > 0 && length <= Math.min(MAX_HEADER_BYTES, file.remaining()),
                "a header of " + length + " bytes");
        byte[] json = new byte[(int) length];
        file.get(json);
        JsonNode header = StrictJson.parse("not a safetensors file: the header", new String(json, UTF_8));
        require(header.isObject(), "a header that is not an object");
        return header;
    }

    private static void readMetadata(JsonNode node, Map<String, String> metadata) {
        require(node.isObject(), "metadata that is not an object");
        node.properties().forEach(entry -> {
            require(entry.getValue().isTextual(), "metadata '" + entry.getKey() + "' that is not a string");
            metadata.put(entry.getKey(), entry.getValue().textValue());
        });
    }

    private static Tensor readTensor(String name, JsonNode node, ByteBuffer values) {
        int[] shape = readShape(name, node.path("shape"));
        float[] read = new float[requireValueCount(name, node, shape, values, Float.BYTES)];
        values.asFloatBuffer().get(read);
        values.position(values.position() + read.length * Float.BYTES);
        return new Tensor(shape, read);
    }

    private static List<Double> readVector(String name, JsonNode node, ByteBuffer values) {
        int[] shape = readShape(name, node.path("shape"));
        require(shape.length == 1, "shape " + Arrays.toString(shape) + " of '" + name + "', too many axes for F64");
        double[] read = new double[requireValueCount(name, node, shape, values, Double.BYTES)];
        values.asDoubleBuffer().get(read);
        values.position(values.position() + read.length * Double.BYTES);
        return DoubleStream.of(read).boxed().toList();
    }

    /**
     * Checks the position of the values of an entry, and returns their number. The values must fit into the file, since a header
     * can claim any size. They must start where the previous values end, so that entries neither overlap nor leave gaps.
     */
    private static int requireValueCount(String name, JsonNode node, int[] shape, ByteBuffer values, int width) {
        long size = 1;
        for (int extent : shape) {
            size *= extent;
            require(
                    size <= values.remaining() / width,
                    "shape " + Arrays.toString(shape) + " of '" + name + "', too large for the file");
        }
        JsonNode offsets = node.path("data_offsets");
        long start = values.position();
        long end = start + size * width;
        require(
                offsets.size() == 2 && isOffset(offsets.get(0), start) && isOffset(offsets.get(1), end),
                "offsets " + offsets + " of '" + name + "', expected [" + start + "," + end + "]");
        return (int) size;
    }

    private static boolean isOffset(JsonNode offset, long position) {
        return offset.isIntegralNumber() && offset.canConvertToLong() && offset.longValue() == position;
    }

    private static int[] readShape(String name, JsonNode node) {
        require(node.isArray() && !node.isEmpty(), "shape " + node + " of '" + name + "'");
        int[] shape = new int[node.size()];
        for (int i = 0; i < shape.length; i++) {
            JsonNode extent = node.get(i);
            require(extent.isInt() && extent.intValue() > 0, "shape " + node + " of '" + name + "'");
            shape[i] = extent.intValue();
        }
        return shape;
    }

    private static void require(boolean condition, String found) {
        if (!condition) {
            throw new IllegalArgumentException("not a safetensors file: found " + found);
        }
    }
}
