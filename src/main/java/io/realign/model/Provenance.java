package io.realign.model;

/**
 * What made a model.
 *
 * @param codeVersion the version of the program
 * @param engine what worked out the training steps
 * @param hardware the class of machine: processor architecture, and whether a GPU trained
 */
public record Provenance(String codeVersion, String engine, String hardware) {
    /** Nobody said. */
    public static final Provenance UNKNOWN = new Provenance("", "", "");
}
