package io.realign.alert;

import io.realign.event.Preconditions;

/**
 * Share of one predicted class.
 *
 * @param label class name
 * @param referenceShare share of the reference events, 0 to 1
 * @param windowShare share of the window events, 0 to 1
 */
public record ClassShare(String label, double referenceShare, double windowShare) {
    public ClassShare {
        Preconditions.requireFraction("referenceShare of class '" + label + "'", referenceShare);
        Preconditions.requireFraction("windowShare of class '" + label + "'", windowShare);
    }
}
