package io.realign.lab.detection;

import io.realign.window.DriftWindow;

/**
 * Detections in a part of a stream. Events are counted from the start of the part.
 *
 * @param suspected events up to the first suspicion, 0 without one
 * @param confirmed events up to the first alert, 0 without one
 * @param alerts number of alerts
 * @param dismissed number of suspicions that were not confirmed
 * @param recovered events up to the first recovery from an open alert, 0 without one
 * @param state drift state at the end of the part
 */
record PartDetections(int suspected, int confirmed, int alerts, int dismissed, int recovered, DriftWindow.State state) {
    @Override
    public String toString() {
        return (suspected > 0 ? suspected : "-")
                + (alerts > 0 ? " / " + confirmed : "")
                + (alerts > 1 ? ", " + alerts + " alerts" : "")
                + (dismissed > 0 ? ", " + dismissed + " dismissed" : "")
                + (recovered > 0 ? ", recovered after " + recovered : "");
    }
}
