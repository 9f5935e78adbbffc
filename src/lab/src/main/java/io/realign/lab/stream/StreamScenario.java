package io.realign.lab.stream;

import java.util.List;

/**
 * A distribution of streams, and the changes that a detector is tested with.
 *
 * @param name one word of letters, digits, hyphens and dots
 * @param width number of features
 * @param generator distribution before a change
 * @param changes changes; empty for a scenario that measures false alarms only
 */
public record StreamScenario(String name, int width, StreamGenerator generator, List<StreamChange> changes) {
    public StreamScenario {
        changes = List.copyOf(changes);
    }
}
