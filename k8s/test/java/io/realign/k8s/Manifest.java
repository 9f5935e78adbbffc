package io.realign.k8s;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** A YAML document. */
record Manifest(Path file, ObjectNode tree) {
    static final Path ROOT = Path.of("").toAbsolutePath();

    /** Rejects duplicate keys. */
    static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    static List<Manifest> read(Path file) {
        try (var documents = YAML.readerFor(ObjectNode.class).<ObjectNode>readValues(file.toFile())) {
            return documents.readAll().stream()
                    .map(tree -> new Manifest(file, tree))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("expected YAML documents in " + file, e);
        }
    }

    String type() {
        return tree.path("apiVersion").asText() + "/" + tree.path("kind").asText();
    }

    String kind() {
        return tree.path("kind").asText();
    }

    String name() {
        return metadata().path("name").asText();
    }

    JsonNode metadata() {
        return tree.path("metadata");
    }

    Manifest copy() {
        return new Manifest(file, tree.deepCopy());
    }

    @Override
    public String toString() {
        return kind() + " " + name() + " in " + ROOT.relativize(file);
    }
}
