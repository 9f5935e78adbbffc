package io.realign.schemas;

import org.apache.avro.Schema;

/**
 * Checks the structure of an Avro value without decoding it. Avro allocates memory for a declared length before it reads the
 * bytes, so decoding a record of a few bytes could allocate gigabytes.
 */
final class AvroStructure {
    private final AvroReader in;

    private AvroStructure(AvroReader in) {
        this.in = in;
    }

    /**
     * Requires that the bytes are exactly one value of the schema.
     *
     * @throws MalformedAvroException if a length exceeds the remaining bytes, or bytes remain after the value
     */
    static void check(Schema schema, AvroReader in) throws MalformedAvroException {
        new AvroStructure(in).skip(schema);
        in.requireEnd();
    }

    private void skip(Schema schema) throws MalformedAvroException {
        switch (schema.getType()) {
            case RECORD -> {
                for (Schema.Field field : schema.getFields()) {
                    skip(field.schema());
                }
            }
            case ARRAY -> skipArray(schema.getElementType());
            case UNION ->
                skip(schema.getTypes().get(in.readIndex(schema.getTypes().size())));
            case ENUM -> in.readIndex(schema.getEnumSymbols().size());
            case STRING, BYTES -> in.skip(in.readLength());
            case FIXED -> in.skip(schema.getFixedSize());
            case INT, LONG -> in.readVarint();
            case FLOAT -> in.skip(Float.BYTES);
            case DOUBLE -> in.skip(Double.BYTES);
            case BOOLEAN -> in.skip(1);
            case NULL -> {}
            case MAP -> throw new IllegalArgumentException("no message has a map, got schema " + schema);
        }
    }

    private void skipArray(Schema element) throws MalformedAvroException {
        for (long block = in.readBlockCount(); block > 0; block = in.readBlockCount()) {
            for (long i = 0; i < block; i++) {
                skip(element);
            }
        }
    }
}
