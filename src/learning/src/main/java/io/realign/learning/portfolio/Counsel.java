package io.realign.learning.portfolio;

/** What a {@link io.realign.learning.committee.Committee} can be asked about a window. */
enum Counsel {
    /** Nothing: there is none. */
    NONE,
    /** In which shares the classes are mixed. */
    SHARES,
    /** Of which class each row is, too: then it may teach a network. */
    TEACHER
}
