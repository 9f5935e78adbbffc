package io.realign.lab.detection;

/**
 * Events from a change to its detection.
 *
 * @param suspicion events to the first suspicion, the limit without one
 * @param alert events to the alert, the limit without one
 * @param confirmed whether there was an alert
 */
record AlertDelay(int suspicion, int alert, boolean confirmed) {}
