package io.realign.it;

import io.realign.it.DeliveryAudit.Delivery;
import io.realign.it.SoakPlan.Fault;
import io.realign.it.SoakPlan.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Outcome of a soak.
 *
 * @param plan injected faults
 * @param duration duration of the load
 * @param sent number of records that were sent, malformed ones included
 * @param audit content of the topics
 * @param stuck what has not advanced within the timeout after the last fault
 * @param recoveries time from a kill, or from the end of a pause, until all programs have processed later events of all domains
 * @param exits programs that have ended by themselves
 */
record SoakReport(
        SoakPlan plan,
        Duration duration,
        int sent,
        TopicAudit audit,
        List<String> stuck,
        Map<Fault, Duration> recoveries,
        List<String> exits) {
    /** The counts as a table. */
    String table() {
        StringBuilder table = new StringBuilder();
        List<Long> recovered =
                recoveries.values().stream().map(Duration::toMillis).sorted().toList();
        table.append("soak with seed %d: %d kills and %d pauses in %d s%n"
                .formatted(
                        plan.seed(),
                        plan.kills(),
                        plan.faults().stream()
                                .filter(fault -> fault.kind() == Kind.PAUSE)
                                .count(),
                        duration.toSeconds()));
        row(table, "records sent", sent);
        audit.deliveries().forEach((name, delivery) -> {
            row(table, name + " lost", delivery.lost().size());
            row(table, name + " duplicated", delivery.duplicated().size());
            row(table, name + " unexpected", delivery.unexpected().size());
        });
        row(table, "windows", audit.windows());
        row(table, "windows after a gap", audit.gaps().size());
        row(table, "windows doubled", audit.doubledWindows().size());
        row(table, "domains and alerts stuck", stuck.size());
        row(
                table,
                "domains without their last window",
                audit.domainsWithoutLastWindow().size());
        row(table, "alerts", audit.alerts());
        row(table, "alerts doubled", audit.doubledAlerts().size());
        row(table, "adaptations doubled", audit.doubledAdaptations().size());
        row(table, "releases", audit.releases());
        row(table, "releases doubled", audit.doubledReleases().size());
        row(table, "faults with recovery", recovered.size());
        if (!recovered.isEmpty()) {
            row(table, "time to recover, median, s", seconds(recovered.get(recovered.size() / 2)));
            row(table, "time to recover, worst, s", seconds(recovered.get(recovered.size() - 1)));
        }
        row(table, "programs ended by themselves", exits.size());
        exits.forEach(exit -> table.append("  ").append(exit).append('\n'));
        return table.toString();
    }

    /** Lost records, all kinds together. */
    List<String> lost() {
        return audit.deliveries().values().stream()
                .map(Delivery::lost)
                .flatMap(List::stream)
                .toList();
    }

    /** Records that were written twice, or that correspond to no record that was sent. */
    List<String> duplicated() {
        return audit.deliveries().values().stream()
                .flatMap(delivery -> List.of(delivery.duplicated(), delivery.unexpected()).stream())
                .flatMap(List::stream)
                .toList();
    }

    private static void row(StringBuilder table, String name, Object value) {
        table.append(String.format(Locale.ROOT, "  %-45s %10s%n", name, value));
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f", millis / 1e3);
    }
}
