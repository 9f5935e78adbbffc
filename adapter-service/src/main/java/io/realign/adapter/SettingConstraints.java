package io.realign.adapter;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Constraints on settings in addition to those of Jakarta Validation. A message is preceded by the name of the setting. */
public final class SettingConstraints {
    static final String GOT = ", got ${validatedValue}";
    static final String FRACTION = "must be between 0 and 1" + GOT;
    static final String NOT_NEGATIVE = "must be a duration of zero or more" + GOT;
    static final String POSITIVE = "must be a positive duration" + GOT;

    private SettingConstraints() {}

    /** A percentage with at most one decimal place. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @Constraint(validatedBy = {})
    @ReportAsSingleViolation
    @DecimalMin("0")
    @DecimalMax("100")
    @Digits(integer = 3, fraction = 1)
    public @interface Percent {
        String message() default "must be between 0 and 100 with at most one decimal place" + GOT;

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    /** Ascending percentages above 0 and below 100 with at most one decimal place. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @Constraint(validatedBy = StepPercents.Check.class)
    public @interface StepPercents {
        String message() default
                "must be ascending percentages above 0 and below 100 with at most one decimal place" + GOT;

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};

        class Check implements ConstraintValidator<StepPercents, List<Double>> {
            @Override
            public boolean isValid(List<Double> values, ConstraintValidatorContext context) {
                return values.equals(values.stream().distinct().sorted().toList())
                        && values.stream()
                                .allMatch(value -> value > 0 && value < 100 && Math.rint(10 * value) == 10 * value);
            }
        }
    }

    /** The settings of a group do not contradict each other. */
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @Constraint(validatedBy = Consistent.Check.class)
    public @interface Consistent {
        String message() default "must be consistent";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};

        class Check implements ConstraintValidator<Consistent, Object> {
            @Override
            public boolean isValid(Object group, ConstraintValidatorContext context) {
                Optional<String> message = conflict(group);
                message.ifPresent(template -> {
                    context.disableDefaultConstraintViolation();
                    context.buildConstraintViolationWithTemplate(template).addConstraintViolation();
                });
                return message.isEmpty();
            }

            private static Optional<String> conflict(Object group) {
                if (group instanceof AdapterSettings.Source source && source.maxEvents() < source.minEvents()) {
                    return Optional.of("max-events must be at least min-events, %d, got %d"
                            .formatted(source.minEvents(), source.maxEvents()));
                }
                if (group instanceof AdapterSettings.Rollout rollout
                        && rollout.shadowPercent() == 0
                        && rollout.minComparedEvents() > 0) {
                    return Optional.of("shadow-percent must be above 0, as min-compared-events is %d, got 0"
                            .formatted(rollout.minComparedEvents()));
                }
                return group instanceof AdapterSettings.S3 s3 ? missing(s3) : Optional.empty();
            }

            private static Optional<String> missing(AdapterSettings.S3 s3) {
                List<String> missing = Stream.of(
                                s3.endpoint().isEmpty() ? "endpoint" : "",
                                s3.region().isEmpty() ? "region" : "",
                                s3.bucket().isEmpty() ? "bucket" : "")
                        .filter(name -> !name.isEmpty())
                        .toList();
                return missing.isEmpty() || missing.size() == 3
                        ? Optional.empty()
                        : Optional.of("must have endpoint, region and bucket together, or none of them, got no "
                                + String.join(" and no ", missing));
            }
        }
    }
}
