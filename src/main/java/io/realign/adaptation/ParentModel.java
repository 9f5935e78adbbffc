package io.realign.adaptation;

/**
 * The release that the candidates of an adaptation run are trained from.
 *
 * @param domain lineage, {@code *} for the shared release
 * @param version version in the lineage
 */
public record ParentModel(String domain, long version) {}
