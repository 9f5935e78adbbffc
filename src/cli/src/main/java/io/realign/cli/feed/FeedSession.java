package io.realign.cli.feed;

import io.realign.cli.console.ProgressThrottle;
import io.realign.cli.rows.LabelledRow;
import io.realign.cli.watch.AlertTracker;
import io.realign.cli.watch.TopicTail;
import io.realign.event.FeatureEvent;
import io.realign.event.Tensor;
import io.realign.model.ModelRelease;
import io.realign.rollout.Prediction;
import io.realign.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Sends events and receives predictions, alerts and rollout reports. Not thread-safe. */
final class FeedSession implements AutoCloseable {
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(20);

    private final InstantSource clock;
    private final Consumer<String> out;
    private final EventSender sender;
    private final TopicTail control;
    private final TopicTail predictions;
    private final AlertTracker alerts = new AlertTracker();
    private final AccuracyTracker accuracy = new AccuracyTracker();
    private final ProgressThrottle throttle;

    FeedSession(String bootstrap, InstantSource clock, Consumer<String> out) {
        this.clock = clock;
        this.out = out;
        this.sender = new EventSender(bootstrap);
        this.control = TopicTail.fromBeginning(
                bootstrap, List.of(Topics.MODELS, Topics.ROLLOUTS, Topics.DRIFT_ALERTS, Topics.ADAPTATIONS));
        this.predictions = TopicTail.fromNow(bootstrap, List.of(Topics.PREDICTIONS));
        this.throttle = new ProgressThrottle(clock.instant());
    }

    AlertTracker alerts() {
        return alerts;
    }

    AccuracyTracker accuracy() {
        return accuracy;
    }

    Instant now() {
        return clock.instant();
    }

    /** Sends labelled source events. */
    void sendSource(String domain, List<LabelledRow> rows) {
        for (int i = 0; i < rows.size(); i++) {
            LabelledRow row = rows.get(i);
            sender.send(Topics.SOURCE_EVENTS, event(domain, i, row.features(), Optional.of(row.label())));
        }
        sender.flush();
        print("%d labelled events of %s sent".formatted(rows.size(), domain));
    }

    /** Sends a target event without its label, which serves to score the prediction. */
    void sendTarget(String domain, long number, float[] features, GroundTruth truth) {
        FeatureEvent event = event(domain, number, features, Optional.empty());
        accuracy.expect(domain, event.id(), truth);
        sender.send(Topics.TARGET_EVENTS, event);
    }

    /** Sends a target event with an unknown label. */
    void sendTarget(String domain, long number, float[] features) {
        sender.send(Topics.TARGET_EVENTS, event(domain, number, features, Optional.empty()));
    }

    /** Processes the messages that have arrived. */
    void poll() {
        control.poll(POLL_TIMEOUT).forEach(alerts::accept);
        predictions.poll(Duration.ZERO).forEach(message -> accuracy.accept((Prediction) message));
    }

    /** Waits until all consumers serve the base model. */
    ModelRelease awaitBaseModel() {
        while (alerts.baseModel().isEmpty()) {
            poll();
            printProgress("waiting for version 1 on all consumers");
        }
        return alerts.baseModel().get();
    }

    void print(String line) {
        out.accept(line);
        throttle.reset(clock.instant());
    }

    void printProgress(String line) {
        if (throttle.tryAcquire(clock.instant())) {
            print(FeedLinePrefixes.PROGRESS + line);
        }
    }

    @Override
    public void close() {
        sender.close();
        control.close();
        predictions.close();
    }

    private FeatureEvent event(String domain, long number, float[] features, Optional<String> label) {
        return new FeatureEvent(domain + "-" + number, domain, clock.instant(), Tensor.vector(features), label);
    }
}
