package io.realign.lab.detection;

import io.realign.alert.Channel;
import io.realign.alert.ConfirmedState;
import io.realign.alert.DetectionResult;
import io.realign.alert.DriftDetector;
import io.realign.alert.FittedReference;
import io.realign.event.LocatedEvent;
import io.realign.lab.stream.StreamEvents;
import io.realign.window.DriftWindow;
import java.util.List;
import java.util.Map;

/** A stream of one domain, which one drift detector observes part by part. */
final class DomainStream {
    private static final String NAME = "domain";

    private final Map<Channel, FittedReference> references;
    private final boolean adapts;
    private final DriftDetector detector;
    private long events;

    /**
     * Creates a stream without events.
     *
     * @param reference reference of the raw channel
     * @param window minimum number of events that confirm a suspicion
     * @param adapts whether the adaptation of each alert ends immediately with a release; otherwise it never ends
     */
    DomainStream(FittedReference reference, int window, boolean adapts) {
        this.references = Map.of(Channel.RAW, reference);
        this.adapts = adapts;
        this.detector = new DriftDetector(NAME, window);
    }

    /** Observes the next part of the stream. */
    PartDetections observe(List<float[]> rows) {
        int suspected = 0;
        int confirmed = 0;
        int alerts = 0;
        int dismissed = 0;
        int recovered = 0;
        for (int i = 0; i < rows.size(); i++) {
            DriftWindow.State before = detector.driftState().state();
            LocatedEvent event = StreamEvents.of(NAME, rows.get(i), events++);
            DetectionResult result =
                    detector.observe(event, Map.of(Channel.RAW, rows.get(i)), references.keySet(), references);
            DriftWindow.State after = detector.driftState().state();
            boolean suspectedBefore = before == DriftWindow.State.SUSPECTED;
            boolean suspectedAfter = after == DriftWindow.State.SUSPECTED;
            suspected = suspected == 0 && suspectedAfter && !suspectedBefore ? i + 1 : suspected;
            boolean returned = before == DriftWindow.State.CONFIRMED && after == DriftWindow.State.RECOVERED;
            recovered = recovered == 0 && returned ? i + 1 : recovered;
            if (detector.driftState() instanceof ConfirmedState alert
                    && result.alert().isPresent()) {
                alerts++;
                confirmed = confirmed == 0 ? i + 1 : confirmed;
                if (adapts) {
                    detector.applyOutcome(true, Map.of(Channel.RAW, alert.alertEvents()), references);
                }
            } else if (suspectedBefore && !suspectedAfter) {
                dismissed++;
            }
        }
        return new PartDetections(
                suspected,
                confirmed,
                alerts,
                dismissed,
                recovered,
                detector.driftState().state());
    }
}
