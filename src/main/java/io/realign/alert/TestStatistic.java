package io.realign.alert;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Kind of the test statistic that exceeded its threshold. */
public enum TestStatistic {
    /** Maximum mean discrepancy of all features: any change of the distribution. */
    DISCREPANCY("discrepancy"),
    /** Rank score of the typicality of events: they are more or less extreme than those of the reference. */
    TYPICALITY("typicality"),
    /** Rank score of the conformity of events with the correlations of the reference. */
    DEPENDENCE("dependence"),
    /** Mean of a single feature. */
    FEATURE_MEAN("feature mean"),
    /** Mean square of a single feature: its variance, or a large shift of its mean. */
    FEATURE_VARIANCE("feature variance"),
    /** Repeated events of the lowest ranks of typicality or dependence. */
    LOW_RANK("low rank"),
    /** Repeated rare value of a feature. */
    RARE_VALUE("rare value"),
    /** Repeated departure of a feature that is constant in the reference. */
    CONSTANT_FEATURE("constant feature");

    /** Name of an unknown statistic in messages. */
    public static final String UNKNOWN = "";

    private static final Set<String> LABELS =
            Arrays.stream(values()).map(TestStatistic::label).collect(Collectors.toUnmodifiableSet());

    private final String label;

    TestStatistic(String label) {
        this.label = label;
    }

    /** Returns the name in messages. */
    public String label() {
        return label;
    }

    static void requireLabel(String name) {
        if (!name.equals(UNKNOWN) && !LABELS.contains(name)) {
            throw new IllegalArgumentException("statistic: expected one of %s, got '%s'".formatted(LABELS, name));
        }
    }
}
