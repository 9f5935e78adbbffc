package io.realign.alert;

import io.realign.event.LocatedEvent;
import io.realign.event.OffsetRange;
import io.realign.event.Offsets;
import io.realign.window.Window;
import java.time.Instant;
import java.util.Optional;

/**
 * Watches one domain. Immutable: each event gives the next detector.
 *
 * <p>Same events in the same order, same result: whether an event is late is judged by the domain's own newest event,
 * not by a clock and not by other domains.
 *
 * @param domain the domain
 * @param window its newest events
 * @param episode what is being made of them
 * @param time how far its time has come
 * @param last where its last event lies, empty before the first
 */
public record DriftDetector(
        String domain, Window window, Episode episode, DomainTime time, Optional<OffsetRange> last) {
    /** A detector that has seen nothing. */
    public static DriftDetector of(String domain, Baseline baseline) {
        return new DriftDetector(
                domain,
                Window.empty(
                        baseline.threshold().window(),
                        baseline.embedding().features().outputs()),
                new Quiet(0, baseline.source()),
                DomainTime.NONE,
                Optional.empty());
    }

    /** What an event leads to. */
    public Step observe(LocatedEvent located, Baseline baseline) {
        Instant event = located.event().time();
        if (time.late(event)) {
            return new Step(with(window, time, located), true, Optional.empty(), Optional.empty());
        }
        // A late event is not in the window, so the ranges leave it out: this one's begins behind it.
        OffsetRange range = Offsets.since(last.orElse(null), located.at());
        Window next = window.add(baseline.sketch(located, range));
        DriftDetector detector = with(next, time.after(event), located);
        return next.complete()
                ? detector.judge(Measured.of(domain, next.sketch(), episode.reference(), baseline))
                : new Step(detector, false, Optional.empty(), Optional.empty());
    }

    /** The detector after the outcome of an adaptation, accepted or not. */
    public DriftDetector decided(String alertId) {
        return with(episode.decided(alertId));
    }

    private Step judge(Measured measured) {
        Episode next = episode.observe(measured);
        Optional<DriftAlert> alert = next instanceof Alerted alerted && alerted.number() > episode.number()
                ? Optional.of(alerted.alert())
                : Optional.empty();
        return new Step(with(next), false, Optional.of(measured.message(next.state())), alert);
    }

    private DriftDetector with(Episode next) {
        return new DriftDetector(domain, window, next, time, last);
    }

    private DriftDetector with(Window next, DomainTime reached, LocatedEvent located) {
        return new DriftDetector(domain, next, episode, reached, Optional.of(located.at()));
    }
}
