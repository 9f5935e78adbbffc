package io.realign.alert;

/**
 * How much of the events is of one predicted class.
 *
 * @param label the class
 * @param referenceShare its share of the reference, 0 to 1
 * @param windowShare its share of the window, 0 to 1
 */
public record ClassShare(String label, double referenceShare, double windowShare) {
    public ClassShare {
        if (!(referenceShare >= 0 && referenceShare <= 1 && windowShare >= 0 && windowShare <= 1)) {
            throw new IllegalArgumentException(
                    "expected shares of 0 to 1 for class '%s', got %s of the reference and %s of the window"
                            .formatted(label, referenceShare, windowShare));
        }
    }
}
