package io.realign.alert;

import io.realign.window.DriftWindow;

/** Feature space in which drift is tested. */
public enum Channel {
    /** Raw features. */
    RAW(DriftWindow.RAW),
    /** Embeddings of the serving model: the activations before its last layer. */
    MODEL(DriftWindow.MODEL);

    private final String label;

    Channel(String label) {
        this.label = label;
    }

    /** Returns the name in messages and settings. */
    public String label() {
        return label;
    }
}
