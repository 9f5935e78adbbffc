package io.realign.jobs.drift;

import io.realign.adaptation.AdaptationRecord;
import io.realign.alert.Channel;
import io.realign.jobs.kafka.KafkaSinks;
import io.realign.jobs.kafka.KafkaSources;
import io.realign.jobs.runtime.JobEnvironment;
import io.realign.jobs.runtime.JobOptions;
import io.realign.jobs.runtime.JobSettings;
import io.realign.jobs.runtime.ModelLoaderOptions;
import io.realign.schemas.CloudEventAttributes;
import io.realign.schemas.EventStream;
import io.realign.schemas.Topics;
import io.realign.window.DriftWindow;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Watches the target's domains for drift. */
@Command(
        name = "drift-job",
        mixinStandardHelpOptions = true,
        description = "Compares the newest events of each domain with the source and raises one alert per change.")
public final class DriftJob implements Callable<Integer> {
    private static final String NAME = "drift-job";

    @Mixin
    private JobOptions options;

    @Mixin
    private ModelLoaderOptions loaderOptions;

    @Option(
            names = "--channels",
            split = ",",
            defaultValue = "${env:REALIGN_CHANNELS:-raw,model}",
            description =
                    "in which spaces events are looked at for a change: raw features, and what the live model makes of"
                            + " them, which needs --cache (REALIGN_CHANNELS, ${DEFAULT-VALUE})")
    private List<String> channels;

    @Option(
            names = "--window",
            defaultValue = "${env:REALIGN_WINDOW:-128}",
            description = "events after a suspicion that confirm it and that the alert names"
                    + " (REALIGN_WINDOW, ${DEFAULT-VALUE})")
    private int window;

    @Option(
            names = "--random-features",
            defaultValue = "${env:REALIGN_RANDOM_FEATURES:-256}",
            description = "random features of a sketch, a power of two (REALIGN_RANDOM_FEATURES, ${DEFAULT-VALUE})")
    private int randomFeatures;

    @Option(
            names = "--false-alarms-per-day",
            defaultValue = "${env:REALIGN_FALSE_ALARMS_PER_DAY:-1}",
            description = "false suspicions that the whole fleet may raise in a day"
                    + " (REALIGN_FALSE_ALARMS_PER_DAY, ${DEFAULT-VALUE})")
    private double falseAlarmsPerDay;

    @Option(
            names = "--events-per-day",
            defaultValue = "${env:REALIGN_EVENTS_PER_DAY:-1000000}",
            description =
                    "events that the whole fleet sends in a day, about (REALIGN_EVENTS_PER_DAY, ${DEFAULT-VALUE})")
    private long eventsPerDay;

    @Option(
            names = "--domain-ttl",
            defaultValue = "${env:REALIGN_DOMAIN_TTL:-P30D}",
            description = "silence after which a domain is forgotten (REALIGN_DOMAIN_TTL, ${DEFAULT-VALUE})")
    private Duration domainTtl;

    @Option(
            names = "--source-minimum",
            defaultValue = "${env:REALIGN_SOURCE_MINIMUM:-200}",
            description = "source events that the reference needs (REALIGN_SOURCE_MINIMUM, ${DEFAULT-VALUE})")
    private int sourceMinimum;

    @Option(
            names = "--source-limit",
            defaultValue = "${env:REALIGN_SOURCE_LIMIT:-5000}",
            description = "the most source events that it is learnt from (REALIGN_SOURCE_LIMIT, ${DEFAULT-VALUE})")
    private int sourceLimit;

    @Option(
            names = "--source-growth",
            defaultValue = "${env:REALIGN_SOURCE_GROWTH:-2}",
            description = "times as many source events as before that it is learnt anew from"
                    + " (REALIGN_SOURCE_GROWTH, ${DEFAULT-VALUE})")
    private double sourceGrowth;

    @Option(
            names = "--source-settle",
            defaultValue = "${env:REALIGN_SOURCE_SETTLE:-PT2S}",
            description = "silence after which fewer will do (REALIGN_SOURCE_SETTLE, ${DEFAULT-VALUE})")
    private Duration sourceQuietPeriod;

    /** Exit code 2: a setting is wrong. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new DriftJob()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        JobSettings job = options.settings();
        DriftSettings settings = options.validated(() -> new DriftSettings(
                window,
                randomFeatures,
                falseAlarmsPerDay,
                eventsPerDay,
                domainTtl,
                sourceMinimum,
                sourceLimit,
                sourceGrowth,
                sourceQuietPeriod,
                job.seed(),
                ChannelConfig.of(channels(), loaderOptions.settings(), job.contract())));
        StreamExecutionEnvironment environment = JobEnvironment.of(job);
        define(environment, job, settings, new DetectDriftFunction(settings));
        JobEnvironment.run(environment, "drift job");
        return CommandLine.ExitCode.OK;
    }

    private Set<Channel> channels() {
        Set<Channel> chosen = EnumSet.noneOf(Channel.class);
        for (String name : channels) {
            chosen.add(Stream.of(Channel.values())
                    .filter(channel -> channel.label().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "channels: expected one or more of raw and model, got '" + name + "'")));
        }
        return chosen;
    }

    /**
     * The job on its topics.
     *
     * @param detection what is done with the events of the target
     */
    public static void define(
            StreamExecutionEnvironment environment,
            JobSettings job,
            DriftSettings settings,
            TargetEventFunction detection) {
        KafkaSources sources = new KafkaSources(job.bootstrap(), NAME);
        KafkaSinks sinks = new KafkaSinks(job.bootstrap(), NAME);
        Clock clock = Clock.systemUTC();
        DriftFlow flow = new DriftFlow(
                windows -> windows.sinkTo(sinks.messages(Topics.DRIFT_WINDOWS, DriftWindow::domain))
                        .uid("windows"),
                alerts -> alerts.sinkTo(sinks.cloudEvents(Topics.DRIFT_ALERTS, CloudEventAttributes::of))
                        .setParallelism(1)
                        .uid("alerts"),
                letters -> letters.sinkTo(sinks.deadLetters()).setParallelism(1).uid("source-dead-letters"));
        flow.define(
                settings,
                detection,
                read(environment, sources.events(EventStream.SOURCE, job.contract(), clock), "source-events"),
                read(environment, sources.events(EventStream.TARGET, job.contract(), clock), "target-events"),
                read(environment, sources.releases(job.trustedKeys(), clock), "models")
                        .setParallelism(1),
                read(environment, sources.messages(AdaptationRecord.class, Topics.ADAPTATIONS), "adaptations")
                        .setParallelism(1));
    }

    private static <T> SingleOutputStreamOperator<T> read(
            StreamExecutionEnvironment environment, Source<T, ?, ?> source, String uid) {
        return environment
                .fromSource(source, WatermarkStrategy.noWatermarks(), uid)
                .uid(uid);
    }
}
