package io.realign.learning.network;

/** How a network normalises what its layers pass on. */
public enum Norm {
    NONE,
    /** Over all rows of a batch. */
    SHARED,
    /** Over the rows of each domain by itself. */
    DOMAIN_SPECIFIC
}
