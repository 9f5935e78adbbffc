package io.realign.jobs.scoring;

import io.realign.event.LocatedEvent;
import io.realign.jobs.kafka.KafkaSinks;
import io.realign.jobs.kafka.KafkaSources;
import io.realign.jobs.kafka.ValidateFunction;
import io.realign.jobs.runtime.JobSettings;
import io.realign.jobs.runtime.RecordGuard;
import io.realign.jobs.state.LocatedEventSerializer;
import io.realign.jobs.state.MessageSerializer;
import io.realign.model.VerifiedRelease;
import io.realign.rollout.Prediction;
import io.realign.schemas.CloudEventAttributes;
import io.realign.schemas.EventStream;
import io.realign.schemas.ReleaseVerification;
import io.realign.schemas.Topics;
import java.time.Clock;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job graph of the scoring job. It has no shuffle: the subtask that reads a partition scores its events in order. */
final class ScoringFlow {
    private static final String NAME = "scoring-job";

    private ScoringFlow() {}

    /**
     * Defines the scoring job.
     *
     * @param initialRelease release that scores the events of every domain at the first start
     * @param clock a serializable clock, such as those of the factory methods of {@link Clock}
     */
    static void define(
            StreamExecutionEnvironment environment,
            ScoringSettings settings,
            VerifiedRelease initialRelease,
            Clock clock) {
        JobSettings job = settings.job();
        KafkaSources sources = new KafkaSources(job.kafka(), NAME);
        KafkaSinks sinks = new KafkaSinks(job.kafka(), NAME);
        // A subtask without a partition would load every model and score nothing.
        environment.setParallelism(Math.min(environment.getParallelism(), Topics.TARGET_EVENTS.partitions()));
        SingleOutputStreamOperator<LocatedEvent> events = environment
                .fromSource(
                        sources.events(EventStream.TARGET, job.contract(), clock),
                        WatermarkStrategy.noWatermarks(),
                        "target events")
                .uid("target-events")
                .process(new ValidateFunction())
                .returns(LocatedEventSerializer.TYPE)
                .name("validate")
                .uid("validate");
        DataStream<ReleaseVerification> releases = environment
                .fromSource(sources.releases(job.trustedKeys(), clock), WatermarkStrategy.noWatermarks(), "models")
                .uid("models")
                .setParallelism(Topics.MODELS.partitions());
        SingleOutputStreamOperator<Prediction> predictions = events.connect(releases.broadcast())
                .transform(
                        "score",
                        MessageSerializer.typeInfo(Prediction.class, Topics.PREDICTIONS),
                        new ScoringOperator(
                                settings.loaderSettings(),
                                job.contract(),
                                initialRelease,
                                settings.tracesEndpoint(),
                                RecordGuard.in(job.checkpoints(), NAME),
                                clock))
                .uid("score");

        predictions
                .sinkTo(sinks.messages(Topics.PREDICTIONS, Prediction::domain))
                .name("predictions")
                .uid("predictions");
        predictions
                .getSideOutput(ScoringOperator.SHADOW_PREDICTIONS)
                .sinkTo(sinks.messages(
                        Topics.SHADOW_PREDICTIONS, shadow -> shadow.served().domain()))
                .name("shadow predictions")
                .uid("shadow-predictions");
        events.getSideOutput(ValidateFunction.DEAD_LETTERS)
                .union(predictions.getSideOutput(ValidateFunction.DEAD_LETTERS))
                .sinkTo(sinks.deadLetters())
                .name("dead letters")
                .uid("dead-letters");
        predictions
                .getSideOutput(ScoringOperator.ROLLOUTS)
                .sinkTo(sinks.cloudEvents(Topics.ROLLOUTS, Topics::rolloutKey, CloudEventAttributes::of))
                .name("rollouts")
                .uid("rollouts")
                .setParallelism(1);
    }
}
