package io.realign.alert;

import io.realign.event.LocatedEvent;
import io.realign.window.TimeDependence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Residuals of the source events, to which a reference is fitted.
 *
 * @param events source events with their residuals as features, without the warm-up of each domain
 * @param end state from which target domains continue. It is shared: a domain continues a copy
 */
public record SourceResiduals(List<LocatedEvent> events, EventResiduals end) {
    /** Means of all source domains, slots and features, of 8 bytes each. */
    private static final long MAX_MEANS = 1 << 24;

    public SourceResiduals {
        events = List.copyOf(events);
    }

    /**
     * Replaces the events of each source domain by their residuals. The result does not depend on the order of the
     * list. With a season, the first period of a domain is part of its warm-up.
     *
     * @param source at least one event
     */
    public static SourceResiduals of(List<LocatedEvent> source, TimeDependence dependence) {
        EventResiduals initial = EventResiduals.initial(dependence, source);
        int slots = dependence.mean().slots();
        Map<String, Domain> domains = new LinkedHashMap<>();
        List<LocatedEvent> events = new ArrayList<>();
        source.stream().sorted(FittedReference.LOG_ORDER).forEach(located -> {
            Domain domain = domains.computeIfAbsent(located.event().domain(), name -> {
                requireMemory(domains.size() + 1, slots, located);
                return new Domain(initial.copy(), initial.slot(located));
            });
            boolean warm = domain.residuals.slot(located) >= domain.firstSlot + slots;
            domain.residuals.observe(located).filter(residual -> warm).ifPresent(events::add);
        });
        return new SourceResiduals(
                events,
                EventResiduals.average(
                        domains.values().stream().map(Domain::residuals).toList()));
    }

    private static void requireMemory(int domains, int slots, LocatedEvent located) {
        long features = located.event().features().values().length;
        if (domains * features * slots > MAX_MEANS) {
            throw new IllegalArgumentException(
                    "expected at most %d means of slots, got at least %d source domains with %d features and %d slots; use"
                                    .formatted(MAX_MEANS, domains, features, slots)
                            + " fewer slots");
        }
    }

    /**
     * A domain of the source.
     *
     * @param firstSlot running number of the slot of its first event
     */
    private record Domain(EventResiduals residuals, long firstSlot) {}
}
