package io.realign.alert;

/**
 * How much of the events is of one predicted class.
 *
 * @param label the class
 * @param reference its share of the reference, 0 to 1
 * @param window its share of the window, 0 to 1
 */
public record ClassShare(String label, double reference, double window) {
    public ClassShare {
        if (!(reference >= 0 && reference <= 1 && window >= 0 && window <= 1)) {
            throw new IllegalArgumentException(
                    "expected shares of 0 to 1 for class '%s', got %s of the reference and %s of the window"
                            .formatted(label, reference, window));
        }
    }
}
