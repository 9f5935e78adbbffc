package io.realign.cli.launch;

import java.util.List;

/**
 * What all programs have to know of the events.
 *
 * @param features number of features
 * @param labels the classes, in the order of the model's outputs
 * @param sourceRows how many labelled events there will be
 */
public record StreamSettings(int features, List<String> labels, int sourceRows) {
    public StreamSettings {
        labels = List.copyOf(labels);
    }
}
