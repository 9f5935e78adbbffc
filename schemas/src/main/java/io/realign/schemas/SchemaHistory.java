package io.realign.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.message.SchemaStore;

/**
 * All versions of a schema. The resource of a version is named after its fingerprint. Avro converts a message from the version
 * it was written with to the current one; missing fields get their defaults.
 */
final class SchemaHistory implements SchemaStore {
    private final String schemaName;

    /** Known versions by fingerprint. Unknown fingerprints are not stored, since anyone can send them. */
    private final Map<Long, Schema> versions = new ConcurrentHashMap<>();

    SchemaHistory(String schemaName) {
        this.schemaName = schemaName;
    }

    static String resourcePath(String name, long fingerprint) {
        return "history/%s/%016x.avsc".formatted(name, fingerprint);
    }

    /** Returns the version with a fingerprint, null if there is none. */
    @Override
    public Schema findByFingerprint(long fingerprint) {
        return versions.computeIfAbsent(fingerprint, this::read);
    }

    private Schema read(long fingerprint) {
        try (InputStream file = SchemaHistory.class.getResourceAsStream(resourcePath(schemaName, fingerprint))) {
            return file == null ? null : new Schema.Parser().parse(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resourcePath(schemaName, fingerprint), e);
        }
    }
}
