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

    /**
     * Maximum absolute value of a feature. Sums of squares of larger values exceed the range of a float. Fill values of file
     * formats for missing data, such as 9.97e36 of netCDF, are larger.
     */
    public static final double MAX_MAGNITUDE = 1e18;

    /** Earliest event time. A current time in seconds, misread as milliseconds, is earlier. */
    public static final Instant MIN_TIME = Instant.parse("1980-01-01T00:00:00Z");

    /** Domain that no event may have: releases use it for the base model, which serves every domain. */
    public static final String RESERVED_DOMAIN = "*";

    /** Bytes of a record besides the features: header, names of up to three bytes a character, time and lengths. */
    private static final int RECORD_OVERHEAD = 64 + 3 * 3 * Texts.MAX_NAME_LENGTH;

    public EventContract {
        labels = List.copyOf(labels);
        Preconditions.requireBetween("features", featureCount, 1, MAX_FEATURES);
        labels.forEach(label -> Texts.requireName("labels", label));
        if (labels.size() < 2 || labels.stream().distinct().count() < labels.size()) {
            throw new IllegalArgumentException("labels: expected at least two distinct labels, got " + labels);
        }
        if (maxClockSkew.isNegative()) {
            throw new IllegalArgumentException("maxClockSkew: expected zero or more, got " + maxClockSkew);
        }
    }

    /** Maximum size of an encoded event in bytes. */
    public int maxRecordBytes() {
        return RECORD_OVERHEAD + Float.BYTES * featureCount;
    }

    /** Checks a labelled source event. */
    public Optional<ContractViolation> checkSource(FeatureEvent event, Instant now) {
        return check(event, now).or(() -> {
            String label = event.label().orElse("");
            return labels.contains(label)
                    ? Optional.empty()
                    : violation(
                            Reason.UNKNOWN_LABEL,
                            "expected one of the labels " + labels + ", got '" + Texts.excerpt(label) + "'");
        });
    }

    /** Checks an unlabelled target event. */
    public Optional<ContractViolation> checkTarget(FeatureEvent event, Instant now) {
        return check(event, now).or(() -> event.label()
                .flatMap(label -> violation(
                        Reason.LABELLED_TARGET,
                        "expected no label on a target event, got '" + Texts.excerpt(label) + "'")));
    }

    /** Requires a valid domain of events: a name, and not {@link #RESERVED_DOMAIN}. */
    public static void requireDomain(String domain) {
        domainProblem(domain).ifPresent(problem -> {
            throw new IllegalArgumentException("domain: " + problem);
        });
    }

    private static Optional<String> domainProblem(String domain) {
        return domain.equals(RESERVED_DOMAIN)
                ? Optional.of("expected the origin of the event, got '*', which is reserved")
                : Texts.nameProblem(domain);
    }

    private Optional<ContractViolation> check(FeatureEvent event, Instant now) {
        Optional<String> domainProblem = domainProblem(event.domain());
        if (domainProblem.isPresent()) {
            return violation(Reason.WRONG_DOMAIN, "domain: " + domainProblem.get());
        }
        Optional<String> idProblem = Texts.nameProblem(event.id());
        if (idProblem.isPresent()) {
            return violation(Reason.WRONG_ID, "id: " + idProblem.get());
        }
        if (event.features().size() != featureCount) {
            return violation(
                    Reason.WRONG_SHAPE,
                    "expected " + featureCount + " features, got "
                            + event.features().size());
        }
        float[] values = event.features().values();
        for (int i = 0; i < values.length; i++) {
            if (!(Math.abs(values[i]) <= MAX_MAGNITUDE)) {
                return invalidFeature(values[i], i);
            }
        }
        return checkTime(event.time(), now);
    }

    private Optional<ContractViolation> checkTime(Instant time, Instant now) {
        if (time.isAfter(now.plus(maxClockSkew))) {
            return violation(
                    Reason.FUTURE_TIME,
                    "expected an event time of at most " + maxClockSkew + " after " + now + ", got " + time);
        }
        if (time.isBefore(MIN_TIME)) {
            return violation(
                    Reason.PAST_TIME,
                    "expected an event time in milliseconds, not before " + MIN_TIME + ", got " + time.toEpochMilli()
                            + " ms, which is " + time);
        }
        return Optional.empty();
    }

    private static Optional<ContractViolation> invalidFeature(float value, int index) {
        return Float.isFinite(value)
                ? violation(
                        Reason.OUT_OF_RANGE,
                        "expected features from -1e18 to 1e18, got " + value + " at index " + index)
                : violation(Reason.NOT_FINITE, "expected finite features, got " + value + " at index " + index);
    }

    private static Optional<ContractViolation> violation(Reason category, String description) {
        return Optional.of(new ContractViolation(category, description));
    }
}
