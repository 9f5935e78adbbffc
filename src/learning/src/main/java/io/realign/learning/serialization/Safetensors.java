package io.realign.learning.serialization;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.realign.event.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Named tensors in one file, in the layout of safetensors: the length of the header in 8 bytes, little-endian; the
 * header in JSON; the values, float32 little-endian. Names are sorted, so the same content gives the same bytes.
 *
 * @param metadata anything else that belongs to the file
 * @param tensors by name
 */
public record Safetensors(SortedMap<String, String> metadata, SortedMap<String, Tensor> tensors) {
    /** Many times what {@link ModelCheckpoint} needs. */
    private static final int MAX_HEADER_BYTES = 1 << 20;

    private static final int LENGTH_BYTES = Long.BYTES;
    private static final String METADATA = "__metadata__";
    private static final String FLOAT32 = "F32";

    /** Sorts by name. */
    public Safetensors(Map<String, String> metadata, Map<String, Tensor> tensors) {
        this(new TreeMap<>(metadata), new TreeMap<>(tensors));
    }

    /**
     * The bytes of the file.
     *
     * @throws IllegalArgumentException if the header would be too long to be read again
     */
    public byte[] write() {
        byte[] header = header();
        if (header.length > MAX_HEADER_BYTES) {
            throw new IllegalArgumentException(
                    "expected a header of at most %d bytes, got %d".formatted(MAX_HEADER_BYTES, header.length));
        }
        int values = tensors.values().stream().mapToInt(Tensor::size).reduce(0, Math::addExact);
        int size = Math.addExact(LENGTH_BYTES + header.length, Math.multiplyExact(values, Float.BYTES));
        ByteBuffer file = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(header.length).put(header);
        for (Tensor tensor : tensors.values()) {
            for (float value : tensor.values()) {
                file.putFloat(value);
            }
        }
        return file.array();
    }

    private byte[] header() {
        ObjectNode header = JsonNodeFactory.instance.objectNode();
        metadata.forEach(header.putObject(METADATA)::put);
        long from = 0;
        for (Map.Entry<String, Tensor> tensor : tensors.entrySet()) {
            long to = from + (long) tensor.getValue().size() * Float.BYTES;
            ObjectNode entry = header.putObject(tensor.getKey()).put("dtype", FLOAT32);
            Arrays.stream(tensor.getValue().shape()).forEach(entry.putArray("shape")::add);
            entry.putArray("data_offsets").add(from).add(to);
            from = to;
        }
        return header.toString().getBytes(UTF_8);
    }

    /**
     * Reads what {@link #write} wrote, or another float32 file of this layout whose tensors follow one another in the
     * order of the header.
     *
     * @throws IllegalArgumentException if the bytes are anything else
     */
    public static Safetensors read(byte[] bytes) {
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        JsonNode header = readHeader(file);
        TreeMap<String, String> metadata = new TreeMap<>();
        TreeMap<String, Tensor> tensors = new TreeMap<>();
        ByteBuffer values = file.slice().order(ByteOrder.LITTLE_ENDIAN);
        header.properties().forEach(entry -> {
            if (entry.getKey().equals(METADATA)) {
                readMetadata(entry.getValue(), metadata);
            } else {
                tensors.put(entry.getKey(), readTensor(entry.getKey(), entry.getValue(), values));
            }
        });
        require(!values.hasRemaining(), values.remaining() + " bytes after the last tensor");
        return new Safetensors(metadata, tensors);
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
        require(node.isObject(), "metadata that are not an object");
        node.properties().forEach(entry -> {
            require(entry.getValue().isTextual(), "metadata '" + entry.getKey() + "' that are not text");
            metadata.put(entry.getKey(), entry.getValue().textValue());
        });
    }

    /** Tensors must lie end to end, so that none overlaps and nothing hides between them. */
    private static Tensor readTensor(String name, JsonNode node, ByteBuffer values) {
        require(FLOAT32.equals(node.path("dtype").textValue()), "dtype " + node.path("dtype") + " of '" + name + "'");
        int[] shape = readShape(name, node.path("shape"));
        long size = size(name, shape, values.remaining() / Float.BYTES);
        JsonNode offsets = node.path("data_offsets");
        require(
                offsets.size() == 2
                        && isOffset(offsets.get(0), values.position())
                        && isOffset(offsets.get(1), values.position() + size * Float.BYTES),
                "offsets " + offsets + " of '" + name + "', whose values begin at " + values.position());
        float[] read = new float[(int) size];
        values.asFloatBuffer().get(read);
        values.position(values.position() + read.length * Float.BYTES);
        return new Tensor(shape, read);
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

    /** Checked before anything is allocated: a header can claim any size. */
    private static long size(String name, int[] shape, long most) {
        long size = 1;
        for (int extent : shape) {
            size *= extent;
            require(size <= most, "shape " + Arrays.toString(shape) + " of '" + name + "', too large for the file");
        }
        return size;
    }

    private static void require(boolean holds, String found) {
        if (!holds) {
            throw new IllegalArgumentException("not a safetensors file: found " + found);
        }
    }
}
