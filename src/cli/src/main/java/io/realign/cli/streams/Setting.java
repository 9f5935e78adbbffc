package io.realign.cli.streams;

import java.util.List;

/**
 * A law and the changes that it is tried with.
 *
 * @param name one word of letters, digits, hyphens and points
 * @param width features of a row
 * @param law the rows in control
 * @param changes none for a setting that asks for false alarms only
 */
public record Setting(String name, int width, Law law, List<Change> changes) {
    public Setting {
        changes = List.copyOf(changes);
    }
}
