package io.realign.lab.detection;

/** Numbers of suspicions and of alerts. */
record DetectionCounts(long suspicions, long alerts) {
    static final DetectionCounts ZERO = new DetectionCounts(0, 0);
    static final DetectionCounts SUSPICION = new DetectionCounts(1, 0);
    static final DetectionCounts ALERT = new DetectionCounts(0, 1);

    DetectionCounts plus(DetectionCounts other) {
        return new DetectionCounts(suspicions + other.suspicions, alerts + other.alerts);
    }

    /** Returns the percentage of the suspicions that became alerts, 0 without suspicions. */
    double confirmedPercent() {
        return 100.0 * alerts / Math.max(1, suspicions);
    }
}
