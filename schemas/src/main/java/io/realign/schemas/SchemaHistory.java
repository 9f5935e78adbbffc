package io.realign.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.message.SchemaStore;

/**
 * Every schema that messages of a kind have ever been written with, each complete in a file that carries its
 * fingerprint. Avro turns what was written with one of them into what is written today: a field that the writer did not
 * have gets its default.
 *
 * @param schemaName full name of the schema
 */
record SchemaHistory(String schemaName) implements SchemaStore {
    /** Where the schema with this fingerprint is kept, beside the contracts. */
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
