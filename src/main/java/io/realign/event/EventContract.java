package io.realign.event;

import io.realign.event.ContractViolation.Reason;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an event must be before anything else looks at it.
 *
 * @param featureCount number of features, 1 to {@value #MAX_FEATURES}
 * @param labels the classes, at least two, in the order of the model's outputs
 * @param maxClockSkew how far ahead of the clock an event time may lie
 */
public record EventContract(int featureCount, List<String> labels, Duration maxClockSkew) implements Serializable {
    /** Above this a record is more likely broken than wide. */
    public static final int MAX_FEATURES = 1 << 20;

    public EventContract {
        labels = List.copyOf(labels);
        if (featureCount < 1 || featureCount > MAX_FEATURES) {
            throw new IllegalArgumentException("features: expected 1 to " + MAX_FEATURES + ", got " + featureCount);
        }
        if (labels.size() < 2 || labels.stream().distinct().count() < labels.size()) {
            throw new IllegalArgumentException("labels: expected at least two different ones, got " + labels);
        }
        if (maxClockSkew.isNegative()) {
            throw new IllegalArgumentException("futureTolerance: expected zero or more, got " + maxClockSkew);
        }
    }

    /** Checks a labelled event of the source. */
    public Optional<ContractViolation> checkSource(FeatureEvent event, Instant now) {
        return check(event, now).or(() -> {
            String label = event.label().orElse("");
            return labels.contains(label)
                    ? Optional.empty()
                    : violation(Reason.UNKNOWN_LABEL, "expected a label of " + labels + ", got '" + label + "'");
        });
    }

    /** Checks an unlabelled event of the target. */
    public Optional<ContractViolation> checkTarget(FeatureEvent event, Instant now) {
        return check(event, now).or(() -> event.label()
                .flatMap(label ->
                        violation(Reason.LABELLED_TARGET, "expected no label on the target, got '" + label + "'")));
    }

    private Optional<ContractViolation> check(FeatureEvent event, Instant now) {
        if (event.domain().isBlank()) {
            return violation(Reason.WRONG_DOMAIN, "expected the name of a domain, got none");
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

    private static Optional<ContractViolation> violation(Reason reason, String cause) {
        return Optional.of(new ContractViolation(reason, cause));
    }
}
