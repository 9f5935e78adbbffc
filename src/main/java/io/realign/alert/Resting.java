package io.realign.alert;

/** The domain has not moved since it was last said what it does. */
public sealed interface Resting extends Episode permits Quiet, Recovered, Adapted, Persisting {}
