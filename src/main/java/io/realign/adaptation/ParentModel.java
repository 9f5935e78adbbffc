package io.realign.adaptation;

/**
 * The release that the candidates of an adaptation run are trained from.
 *
 * @param domain domain of the release, {@code *} for the base model
 * @param version version of the release
 */
public record ParentModel(String domain, long version) {}
