package io.realign.cli.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.realign.learning.loss.Losses;
import io.realign.learning.serialization.ModelCheckpoint;
import io.realign.learning.training.TrainedModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A model directory: {@code model.onnx} for inference, {@code checkpoint.safetensors} for further training, and
 * {@code model.json} with the class labels and the training results.
 */
record ModelFolder(Path directory) {
    private static final String INFERENCE = "model.onnx";
    private static final String CHECKPOINT = "checkpoint.safetensors";
    private static final String METADATA = "model.json";
    private static final String LABELS = "labels";

    private static final long MAX_METADATA_BYTES = 8L << 20;

    private static final long MAX_BYTES = 2L << 30;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Writes the model; {@code metadata} is extended by recipe, labels and alpha. */
    void write(TrainedModel model, List<String> labels, ObjectNode metadata) {
        metadata.put("recipe", model.recipe());
        labels.forEach(metadata.putArray(LABELS)::add);
        model.alphaCurve().forEach(metadata.putArray("alpha")::add);
        try {
            Files.createDirectories(directory);
            Files.write(directory.resolve(INFERENCE), model.onnxModel());
            Files.write(directory.resolve(CHECKPOINT), model.checkpoint());
            Files.writeString(
                    directory.resolve(METADATA),
                    JSON.writerWithDefaultPrettyPrinter().writeValueAsString(metadata) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the model " + directory, e);
        }
    }

    TrainedModel model() {
        return new TrainedModel(
                metadata().path("recipe").asText(),
                read(INFERENCE, MAX_BYTES),
                read(CHECKPOINT, MAX_BYTES),
                List.of(),
                new Losses(Map.of(), .5));
    }

    List<Integer> shape() {
        return ModelCheckpoint.read(read(CHECKPOINT, MAX_BYTES))
                .snapshot()
                .spec()
                .inputShape();
    }

    /** The class labels, in the order of the model outputs. */
    List<String> labels() {
        List<String> labels = new ArrayList<>();
        for (JsonNode label : metadata().path(LABELS)) {
            labels.add(label.asText());
        }
        if (labels.size() < 2) {
            throw new IllegalArgumentException("%s: expected the labels of at least two classes, got %s"
                    .formatted(directory.resolve(METADATA), labels));
        }
        return labels;
    }

    private JsonNode metadata() {
        try {
            return JSON.readTree(read(METADATA, MAX_METADATA_BYTES));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(directory.resolve(METADATA) + ": expected JSON", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + directory.resolve(METADATA), e);
        }
    }

    private byte[] read(String name, long maxBytes) {
        Path file = directory.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("%s: expected a model directory written by 'realign adapt', found no %s"
                    .formatted(directory, name));
        }
        return bytes(file, maxBytes);
    }

    static byte[] read(Path file) {
        return bytes(file, MAX_BYTES);
    }

    private static byte[] bytes(Path file, long maxBytes) {
        try {
            if (Files.size(file) > maxBytes) {
                throw new IllegalArgumentException(
                        "%s: expected at most %d bytes, got %d".formatted(file, maxBytes, Files.size(file)));
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
