package io.realign.lab.stream;

import java.util.List;

/**
 * A law and the changes that it is tried with.
 *
 * @param name one word of letters, digits, hyphens and points
 * @param width features of a row
 * @param generator the rows in control
 * @param changes none for a setting that asks for false alarms only
 */
public record StreamScenario(String name, int width, StreamGenerator generator, List<StreamChange> changes) {
    public StreamScenario {
        changes = List.copyOf(changes);
    }
}
