package io.realign.event;

import io.realign.event.ContractViolation.Reason;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Conditions that every event must satisfy.
 *
 * @param featureCount number of features, 1 to {@value #MAX_FEATURES}
 * @param labels class names, at least two, in the order of the model outputs
 * @param maxClockSkew maximum time by which an event may be ahead of the clock
 */
public record EventContract(int featureCount, List<String> labels, Duration maxClockSkew) implements Serializable {
    /** A larger feature count most likely means that a record is corrupt. */
    public static final int MAX_FEATURES = 1 << 20;

    public EventContract {
        labels = List.copyOf(labels);
        Preconditions.requireBetween("features", featureCount, 1, MAX_FEATURES);
        if (labels.size() < 2 || labels.stream().distinct().count() < labels.size()) {
            throw new IllegalArgumentException("labels: expected at least two distinct labels, got " + labels);
        }
        if (maxClockSkew.isNegative()) {
            throw new IllegalArgumentException("maxClockSkew: expected zero or more, got " + maxClockSkew);
        }
    }

    /** Checks a labelled source event. */
    public Optional<ContractViolation> checkSource(FeatureEvent event, Instant now) {
        return check(event, now).or(() -> {
            String label = event.label().orElse("");
            return labels.contains(label)
                    ? Optional.empty()
                    : violation(Reason.UNKNOWN_LABEL, "expected one of the labels " + labels + ", got '" + label + "'");
        });
    }

    /** Checks an unlabelled target event. */
    public Optional<ContractViolation> checkTarget(FeatureEvent event, Instant now) {
        return check(event, now).or(() -> event.label()
                .flatMap(label ->
                        violation(Reason.LABELLED_TARGET, "expected no label on a target event, got '" + label + "'")));
    }

    private Optional<ContractViolation> check(FeatureEvent event, Instant now) {
        if (event.domain().isBlank()) {
            return violation(Reason.WRONG_DOMAIN, "expected a domain name, got none");
        }
        if (event.features().size() != featureCount) {
            return violation(
                    Reason.WRONG_SHAPE,
                    "expected " + featureCount + " features, got "
                            + event.features().size());
        }
        float[] values = event.features().values();
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                return violation(Reason.NOT_FINITE, "expected finite features, got " + values[i] + " at index " + i);
            }
        }
        if (event.time().isAfter(now.plus(maxClockSkew))) {
            return violation(
                    Reason.FUTURE_TIME,
                    "expected an event time of at most " + maxClockSkew + " after " + now + ", got " + event.time());
        }
        return Optional.empty();
    }

    private static Optional<ContractViolation> violation(Reason reason, String detail) {
        return Optional.of(new ContractViolation(reason, detail));
    }
}
