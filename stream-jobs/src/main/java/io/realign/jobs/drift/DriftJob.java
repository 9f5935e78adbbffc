package io.realign.jobs.drift;

import io.realign.alert.Channel;
import io.realign.jobs.runtime.JobEnvironment;
import io.realign.jobs.runtime.JobOptions;
import io.realign.jobs.runtime.JobSettings;
import io.realign.jobs.runtime.RecordGuard;
import io.realign.schemas.KafkaProgram;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The entry point of the drift job. */
@Command(
        name = "drift-job",
        mixinStandardHelpOptions = true,
        description =
                "Compares the target events of each domain with the source and raises one alert per confirmed drift.")
public final class DriftJob implements Callable<Integer> {
    @Mixin
    private JobOptions options;

    @Option(
            names = "--channels",
            split = ",",
            defaultValue = "${env:REALIGN_CHANNELS:-raw,model}",
            description = "Feature spaces in which drift is tested: raw features, and the embedding of the serving"
                    + " model, which requires --cache (REALIGN_CHANNELS, ${DEFAULT-VALUE})")
    private List<String> channels;

    @Option(
            names = "--window",
            defaultValue = "${env:REALIGN_WINDOW:-128}",
            description =
                    "Minimum number of events after a suspicion that confirm or dismiss it, and number of events of the"
                            + " alert (REALIGN_WINDOW, ${DEFAULT-VALUE})")
    private int window;

    @Option(
            names = "--random-features",
            defaultValue = "${env:REALIGN_RANDOM_FEATURES:-256}",
            description = "Number of random features of a sketch, a power of two"
                    + " (REALIGN_RANDOM_FEATURES, ${DEFAULT-VALUE})")
    private int randomFeatures;

    @Option(
            names = "--false-alarms-per-day",
            defaultValue = "${env:REALIGN_FALSE_ALARMS_PER_DAY:-1}",
            description = "Maximum alerts without drift per day over all domains"
                    + " (REALIGN_FALSE_ALARMS_PER_DAY, ${DEFAULT-VALUE})")
    private double falseAlarmsPerDay;

    @Option(
            names = "--events-per-day",
            defaultValue = "${env:REALIGN_EVENTS_PER_DAY:-1000000}",
            description = "Approximate number of events per day over all domains"
                    + " (REALIGN_EVENTS_PER_DAY, ${DEFAULT-VALUE})")
    private long eventsPerDay;

    @Option(
            names = "--domain-ttl",
            defaultValue = "${env:REALIGN_DOMAIN_TTL:-P30D}",
            description = "Time without events after which the state of a domain expires"
                    + " (REALIGN_DOMAIN_TTL, ${DEFAULT-VALUE})")
    private Duration domainTtl;

    @Option(
            names = "--source-min-events",
            defaultValue = "${env:REALIGN_SOURCE_MIN_EVENTS:-200}",
            description = "Minimum source events for the reference (REALIGN_SOURCE_MIN_EVENTS, ${DEFAULT-VALUE})")
    private int sourceMinEvents;

    @Option(
            names = "--source-max-events",
            defaultValue = "${env:REALIGN_SOURCE_MAX_EVENTS:-5000}",
            description =
                    "Maximum source events for the reference; with --season-period or --rolling-memory, one false alert"
                            + " in N events needs N / 10 independent source events (REALIGN_SOURCE_MAX_EVENTS, ${DEFAULT-VALUE})")
    private int sourceMaxEvents;

    @Option(
            names = "--source-growth",
            defaultValue = "${env:REALIGN_SOURCE_GROWTH:-2}",
            description = "Growth factor of the source that triggers a refit of the reference"
                    + " (REALIGN_SOURCE_GROWTH, ${DEFAULT-VALUE})")
    private double sourceGrowth;

    @Option(
            names = "--source-quiet-period",
            defaultValue = "${env:REALIGN_SOURCE_QUIET_PERIOD:-PT2S}",
            description = "Quiet period after which the source is considered complete"
                    + " (REALIGN_SOURCE_QUIET_PERIOD, ${DEFAULT-VALUE})")
    private Duration sourceQuietPeriod;

    @Option(
            names = "--season-period",
            defaultValue = "${env:REALIGN_SEASON_PERIOD}",
            description =
                    "Period of a season in event time, such as PT24H or P7D, at most P366D: the detector tests what"
                            + " differs from the mean of the same slot in about 20 earlier periods. Requires --season-slots and"
                            + " the channel raw (REALIGN_SEASON_PERIOD)")
    private Duration seasonPeriod;

    @Option(
            names = "--season-slots",
            defaultValue = "${env:REALIGN_SEASON_SLOTS}",
            description = "Number of equal slots of a season, 2 to 2000, such as 24 for the hours of PT24H"
                    + " (REALIGN_SEASON_SLOTS)")
    private Integer seasonSlots;

    @Option(
            names = "--rolling-memory",
            defaultValue = "${env:REALIGN_ROLLING_MEMORY}",
            description =
                    "Memory in events of the domain, 10 to --source-max-events minus 80: the detector tests what differs"
                            + " from the exponential mean of the earlier events. Each source domain needs more events than the"
                            + " memory plus 32. Requires the channel raw (REALIGN_ROLLING_MEMORY)")
    private Integer rollingMemory;

    @Option(
            names = "--quiet-events",
            defaultValue = "${env:REALIGN_QUIET_EVENTS}",
            description = "Number of first events of each new domain that are without drift, 128 to 5000: they are not"
                    + " tested, and the domain is compared with them instead of the source. Requires the channel raw"
                    + " (REALIGN_QUIET_EVENTS)")
    private Integer quietEvents;

    public static void main(String[] arguments) {
        System.exit(JobOptions.execute(new DriftJob(), System.getenv().keySet(), arguments));
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
                sourceMinEvents,
                sourceMaxEvents,
                sourceGrowth,
                sourceQuietPeriod,
                job.seed(),
                ChannelConfig.of(channels(), options.loaderSettings(), job.contract()),
                TimeOrder.of(seasonPeriod, seasonSlots, rollingMemory, quietEvents)));
        JobEnvironment.awaitKafka(job, KafkaProgram.DRIFT_JOB);
        StreamExecutionEnvironment environment = JobEnvironment.of(job);
        DriftFlow.define(
                environment,
                job,
                settings,
                new DetectDriftFunction(settings, RecordGuard.in(job.checkpoints(), DriftFlow.NAME)));
        JobEnvironment.run(environment, "drift job");
        return CommandLine.ExitCode.OK;
    }

    private Set<Channel> channels() {
        Set<Channel> selected = EnumSet.noneOf(Channel.class);
        for (String name : channels) {
            selected.add(Stream.of(Channel.values())
                    .filter(channel -> channel.label().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "channels: expected one or more of raw and model, got '" + name + "'")));
        }
        return selected;
    }
}
