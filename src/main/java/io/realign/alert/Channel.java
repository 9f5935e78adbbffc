package io.realign.alert;

import io.realign.window.DriftWindow;

/** In which space events are looked at. */
public enum Channel {
    /** Their raw features. */
    RAW(DriftWindow.RAW),
    /** What the live model's layers make of them before its last one. */
    MODEL(DriftWindow.MODEL);

    private final String label;

    Channel(String label) {
        this.label = label;
    }

    /** Its name in messages and settings. */
    public String label() {
        return label;
    }
}
