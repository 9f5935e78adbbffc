package io.realign.cli.feed;

import io.realign.cli.console.ProgressThrottle;
import io.realign.cli.rows.LabelledRow;
import io.realign.cli.watch.AlertTracker;
import io.realign.cli.watch.TopicTail;
import io.realign.event.FeatureEvent;
import io.realign.event.Tensor;
import io.realign.model.ModelRelease;
import io.realign.rollout.Prediction;
import io.realign.schemas.KafkaConnection;
import io.realign.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/** Sends events and receives predictions, alerts and rollout reports. Not thread-safe. */
final class FeedSession implements AutoCloseable {
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(20);

    private final InstantSource clock;
    private final Consumer<String> out;
    private final EventSender sender;
    private final TopicTail controlTopics;
    private final TopicTail predictions;
    private final DeadLetterReader deadLetters;
    private final SentEvents sentEvents = new SentEvents();
    private final AlertTracker alerts = new AlertTracker();
    private final AccuracyTracker accuracy = new AccuracyTracker();
    private final ProgressThrottle throttle;
    private boolean rejectionPrinted;
    private String lastRejection = "";

    /** @throws org.apache.kafka.common.KafkaException if the broker does not answer */
    FeedSession(KafkaConnection kafka, InstantSource clock, Consumer<String> out) {
        this.clock = clock;
        this.out = out;
        this.predictions = TopicTail.fromNow(kafka, List.of(Topics.PREDICTIONS));
        try {
            this.deadLetters = new DeadLetterReader(kafka);
        } catch (RuntimeException e) {
            predictions.close();
            throw e;
        }
        this.controlTopics = TopicTail.fromBeginning(
                kafka, List.of(Topics.MODELS, Topics.ROLLOUTS, Topics.DRIFT_ALERTS, Topics.ADAPTATIONS));
        this.sender = new EventSender(kafka, this::print);
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

    void sendSource(String domain, List<LabelledRow> rows) {
        for (int i = 0; i < rows.size(); i++) {
            LabelledRow row = rows.get(i);
            sender.send(
                    Topics.SOURCE_EVENTS, event(domain, i, row.features(), Optional.of(row.label())), metadata -> {});
        }
        sender.flush();
        print("%d labelled events of %s sent".formatted(rows.size(), domain));
    }

    /** Sends a target event without its label, and registers the label to compare it with the prediction. */
    void sendTarget(String domain, long number, float[] features, GroundTruth truth) {
        FeatureEvent event = event(domain, number, features, Optional.empty());
        accuracy.expect(domain, event.id(), truth);
        SentEvents.EventKey key = new SentEvents.EventKey(domain, event.id());
        sender.send(
                Topics.TARGET_EVENTS,
                event,
                metadata -> sentEvents.recordPosition(
                        key, new SentEvents.Position(metadata.partition(), metadata.offset())));
    }

    /** Sends a target event whose true label is unknown or not compared. */
    void sendTarget(String domain, long number, float[] features) {
        sender.send(Topics.TARGET_EVENTS, event(domain, number, features, Optional.empty()), metadata -> {});
    }

    /** Waits until all events are written. */
    void flush() {
        sender.flush();
    }

    void poll() {
        controlTopics.poll(POLL_TIMEOUT, this::printProgress).forEach(alerts::accept);
        predictions.poll(Duration.ZERO, this::printProgress).forEach(message -> accept((Prediction) message));
        deadLetters.poll().forEach(rejection -> {
            sentEvents.recordDeadLetter(rejection.position());
            lastRejection = rejection.cause();
        });
        sentEvents.drainRejected().forEach(event -> accuracy.reject(event.domain(), event.id()));
        if (accuracy.rejected() > 0 && !rejectionPrinted) {
            rejectionPrinted = true;
            print("an event was rejected and has no prediction: " + lastRejection);
        }
    }

    private void accept(Prediction prediction) {
        sentEvents.remove(new SentEvents.EventKey(prediction.domain(), prediction.eventId()));
        accuracy.accept(prediction);
    }

    /**
     * Sends events 0 to {@code count - 1} at a constant rate and processes messages in between.
     *
     * @param eventsPerSecond events per second
     * @param send sends the event with the given number
     * @param progress returns the progress line for the given number of sent events
     */
    void stream(double eventsPerSecond, long count, LongConsumer send, LongFunction<String> progress) {
        RateLimiter limiter = new RateLimiter(eventsPerSecond, System::nanoTime);
        long next = 0;
        while (next < count) {
            for (long due = Math.min(limiter.dueEvents(), count - next); due > 0; due--) {
                send.accept(next++);
            }
            poll();
            printProgress(progress.apply(next));
        }
    }

    /** Waits until every event with a known label has a prediction or a dead letter. */
    void awaitPredictions(Supplier<String> progress) {
        while (accuracy.pending() > 0) {
            poll();
            printProgress(progress.get());
        }
        if (accuracy.rejected() > 0) {
            print("%d events were rejected and have no prediction; the last one: %s"
                    .formatted(accuracy.rejected(), lastRejection));
        }
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
        controlTopics.close();
        predictions.close();
        deadLetters.close();
    }

    private FeatureEvent event(String domain, long number, float[] features, Optional<String> label) {
        return new FeatureEvent(domain + "-" + number, domain, clock.instant(), Tensor.vector(features), label);
    }
}
