package io.realign.cli.launch;

import java.util.List;

/**
 * Event settings that all programs share.
 *
 * @param features number of features
 * @param labels class labels, in the order of the model outputs
 * @param sourceRows number of labelled source events
 */
public record StreamSettings(int features, List<String> labels, int sourceRows) {
    public StreamSettings {
        labels = List.copyOf(labels);
    }
}
