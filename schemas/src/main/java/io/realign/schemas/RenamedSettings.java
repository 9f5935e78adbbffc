package io.realign.schemas;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Old names of renamed settings of the adapter service and the stream jobs. SmallRye Config and picocli ignore unknown
 * environment variables, so a program calls {@link #requireCurrentNames} before it reads its settings.
 */
public final class RenamedSettings {
    private static final String PREFIX = "realign.";
    private static final String OPTION = "--";

    /** Old property name to new property name, both without {@value #PREFIX}. */
    private static final Map<String, String> PROPERTIES = Map.ofEntries(
            Map.entry("future-tolerance", "max-clock-skew"),
            Map.entry("validity", "release-ttl"),
            Map.entry("probe", "validation-rows"),
            Map.entry("retain.versions", "retention.versions"),
            Map.entry("retain.age", "retention.min-age"),
            Map.entry("history.windows", "history.window-retention"),
            Map.entry("history.messages", "history.message-retention"),
            Map.entry("source.minimum", "source.min-events"),
            Map.entry("source.limit", "source.max-events"),
            Map.entry("source.settle", "source.quiet-period"),
            Map.entry("rollout.shares", "rollout.traffic-percent"),
            Map.entry("rollout.shadow", "rollout.shadow-percent"),
            Map.entry("rollout.bake", "rollout.step-min-duration"),
            Map.entry("rollout.events", "rollout.min-compared-events"),
            Map.entry("rollout.patience", "rollout.consumer-load-timeout"),
            Map.entry("rollout.approval", "rollout.require-approval"),
            Map.entry("rollout.recovery", "rollout.recovery-timeout"),
            Map.entry("rollout.agreement", "rollout.max-agreement-drop"),
            Map.entry("rollout.confidence", "rollout.max-confidence-drop"),
            Map.entry("rollout.class-shares", "rollout.max-class-share-shift"),
            Map.entry("rollout.drift", "rollout.max-drift"),
            Map.entry("gate.hold-out-drop", "gate.max-hold-out-drop"),
            Map.entry("gate.agreement", "gate.min-agreement"),
            Map.entry("gate.share-change", "gate.max-class-share-shift"),
            Map.entry("gate.common", "gate.min-learner-agreement"),
            Map.entry("gate.probe-level", "gate.significance-level"),
            Map.entry("gate.ask-below", "gate.label-request-below"),
            Map.entry("gate.drift-growth", "gate.max-feature-drift-ratio"),
            Map.entry("gate.consensus.hold-out-drop", "gate.consensus.max-hold-out-drop"),
            Map.entry("gate.consensus.common", "gate.consensus.min-learner-agreement"),
            Map.entry("gate.consensus.rows", "gate.consensus.min-rows"),
            Map.entry("gate.consensus.slack", "gate.consensus.max-agreement-gap"));

    private static final Map<String, String> BY_VARIABLE = new TreeMap<>();

    static {
        PROPERTIES.forEach((from, to) -> BY_VARIABLE.put(variable(PREFIX + from), to));
    }

    private RenamedSettings() {}

    /**
     * Rejects old names.
     *
     * @param names names of properties such as {@code realign.source.settle}, of environment variables such as {@code
     *     REALIGN_SOURCE_SETTLE}, and of options such as {@code --source-settle}; other names are ignored
     * @throws IllegalArgumentException with a line for each old name, such as "REALIGN_FUTURE_TOLERANCE was renamed to
     *     REALIGN_MAX_CLOCK_SKEW"
     */
    public static void requireCurrentNames(Collection<String> names) {
        List<String> renamed = names.stream()
                .filter(name -> BY_VARIABLE.containsKey(variable(name)))
                .sorted()
                .map(RenamedSettings::message)
                .toList();
        if (!renamed.isEmpty()) {
            throw new IllegalArgumentException(String.join(System.lineSeparator(), renamed));
        }
    }

    private static String message(String oldName) {
        String property = PREFIX + BY_VARIABLE.get(variable(oldName));
        String newName = oldName.startsWith(OPTION)
                ? OPTION + property.substring(PREFIX.length()).replace('.', '-')
                : oldName.startsWith(PREFIX) ? property : variable(property);
        String unit = property.endsWith("-percent") ? ", in percent instead of thousandths" : "";
        return oldName + " was renamed to " + newName + unit;
    }

    /** Returns the environment variable of a setting by the rules of MicroProfile Config. */
    private static String variable(String setting) {
        String property = setting.startsWith(OPTION) ? PREFIX + setting.substring(OPTION.length()) : setting;
        return property.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }
}
