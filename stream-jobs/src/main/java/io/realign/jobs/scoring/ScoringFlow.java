package io.realign.jobs.scoring;

import io.realign.client.RolloutMessage;
import io.realign.event.LocatedEvent;
import io.realign.jobs.JobSettings;
import io.realign.jobs.LocatedEventSerializer;
import io.realign.jobs.MessageSerializer;
import io.realign.jobs.Sinks;
import io.realign.jobs.Sources;
import io.realign.jobs.Triage;
import io.realign.model.ModelRelease;
import io.realign.rollout.Prediction;
import io.realign.schemas.Announcement;
import io.realign.schemas.Intake;
import io.realign.schemas.Topics;
import java.time.Clock;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Events and releases in; predictions, dead letters and reports out.
 *
 * <p>Nothing is shuffled on the way: events of a partition are scored in their order by the subtask that reads them.
 */
final class ScoringFlow {
    static final String NAME = "scoring";

    private final ScoringSettings settings;
    private final ModelRelease first;
    private final Clock clock;

    /**
     * What the flow is made of.
     *
     * @param first the release to begin with
     * @param clock a serialisable one, as those of {@link Clock}'s factories are
     */
    ScoringFlow(ScoringSettings settings, ModelRelease first, Clock clock) {
        this.settings = settings;
        this.first = first;
        this.clock = clock;
    }

    void define(StreamExecutionEnvironment environment) {
        JobSettings job = settings.job();
        // More subtasks than partitions would load every model and score nothing.
        environment.setParallelism(Math.min(environment.getParallelism(), Topics.TARGET_EVENTS.partitions()));
        SingleOutputStreamOperator<LocatedEvent> events = events(environment, job);
        SingleOutputStreamOperator<Prediction> predictions = events.connect(
                        releases(environment, job).broadcast())
                .transform("score", MessageSerializer.type(Prediction.class, Topics.PREDICTIONS), operator())
                .uid("score");
        write(predictions, events, new Sinks(job.bootstrap(), NAME));
    }

    private SingleOutputStreamOperator<LocatedEvent> events(StreamExecutionEnvironment environment, JobSettings job) {
        return environment
                .fromSource(
                        new Sources(job.bootstrap(), NAME).events(Intake.TARGET, job.contract(), clock),
                        WatermarkStrategy.noWatermarks(),
                        "target events")
                .uid("target-events")
                .process(new Triage())
                .returns(LocatedEventSerializer.TYPE)
                .name("triage")
                .uid("triage");
    }

    private DataStream<Announcement> releases(StreamExecutionEnvironment environment, JobSettings job) {
        return environment
                .fromSource(
                        new Sources(job.bootstrap(), NAME).releases(job.keys(), clock),
                        WatermarkStrategy.noWatermarks(),
                        "models")
                .uid("models")
                .setParallelism(Topics.MODELS.partitions());
    }

    private ScoringOperator operator() {
        return new ScoringOperator(settings.store(), settings.job().contract(), first, settings.collector(), clock);
    }

    private static void write(
            SingleOutputStreamOperator<Prediction> predictions,
            SingleOutputStreamOperator<LocatedEvent> events,
            Sinks sinks) {
        predictions
                .sinkTo(sinks.messages(Topics.PREDICTIONS, Prediction::domain))
                .name("predictions")
                .uid("predictions");
        predictions
                .getSideOutput(ScoringOperator.SHADOWS)
                .sinkTo(sinks.messages(
                        Topics.SHADOW_PREDICTIONS, shadow -> shadow.served().domain()))
                .name("predictions.shadow")
                .uid("shadow-predictions");
        events.getSideOutput(Triage.DEAD_LETTERS)
                .sinkTo(sinks.deadLetters())
                .name("dead letters")
                .uid("dead-letters");
        predictions
                .getSideOutput(ScoringOperator.ROLLOUTS)
                .sinkTo(sinks.cloudEvents(
                        Topics.ROLLOUTS,
                        report -> new RolloutMessage(report).key(),
                        report -> new RolloutMessage(report).cloudEvent()))
                .name("rollouts")
                .uid("rollouts")
                .setParallelism(1);
    }
}
