package io.realign.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.message.SchemaStore;

/**
 * All versions of a schema. The resource of a version is named after its fingerprint. Avro converts a message from the version
 * it was written with to the current one; missing fields get their defaults.
 *
 * @param schemaName full name of the schema
 */
record SchemaHistory(String schemaName) implements SchemaStore {
    static String resourcePath(String name, long fingerprint) {
        return "history/%s/%016x.avsc".formatted(name, fingerprint);
    }

    @Override
    public Schema findByFingerprint(long fingerprint) {
        try (InputStream file = SchemaHistory.class.getResourceAsStream(resourcePath(schemaName, fingerprint))) {
            return file == null ? null : new Schema.Parser().parse(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resourcePath(schemaName, fingerprint), e);
        }
    }
}
