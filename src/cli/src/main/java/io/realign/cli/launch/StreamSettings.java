package io.realign.cli.launch;

import java.util.List;

/**
 * Settings of the event stream that all programs share.
 *
 * @param features number of features
 * @param labels class labels, in the order of the model outputs
 * @param sourceEvents number of labelled source events
 */
public record StreamSettings(int features, List<String> labels, int sourceEvents) {
    public StreamSettings {
        labels = List.copyOf(labels);
    }
}
