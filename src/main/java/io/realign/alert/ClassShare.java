package io.realign.alert;

import io.realign.event.Preconditions;

/**
 * Share of one predicted class in the events of the reference and of the window.
 *
 * @param label class name
 * @param referenceShare share in the reference, 0 to 1
 * @param windowShare share in the window, 0 to 1
 */
public record ClassShare(String label, double referenceShare, double windowShare) {
    public ClassShare {
        Preconditions.requireFraction("referenceShare of class '" + label + "'", referenceShare);
        Preconditions.requireFraction("windowShare of class '" + label + "'", windowShare);
    }
}
