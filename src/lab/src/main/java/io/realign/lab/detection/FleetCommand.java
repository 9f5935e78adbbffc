package io.realign.lab.detection;

import io.realign.alert.Channel;
import io.realign.alert.DetectorState;
import io.realign.alert.FittedReference;
import io.realign.alert.ThresholdCalibrator;
import io.realign.event.LocatedEvent;
import io.realign.lab.command.MarkdownTable;
import io.realign.lab.stream.FeatureStream;
import io.realign.lab.stream.StreamEvents;
import io.realign.lab.stream.StreamScenario;
import io.realign.lab.stream.StreamScenarios;
import io.realign.window.RandomFeatures;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Counts the false alarms of many autocorrelated domains that share the reference of one source. */
@Command(
        name = "fleet",
        description = {
            "Counts suspicions and alerts of many domains without change that share the reference of one source.",
            "The events of each domain and of each key of the source are first-order autoregressive over time. The",
            "keys of the source take turns. Each channel gets an equal share of the false alarm budget."
        },
        mixinStandardHelpOptions = true)
public final class FleetCommand implements Callable<Integer> {
    private static final String RECALIBRATED = "domain";

    @Option(
            names = "--source-autocorrelation",
            defaultValue = "0",
            description =
                    "Autocorrelation of successive events of a key of the source, 0 to below 1 (${DEFAULT-VALUE}).")
    private double sourceAutocorrelation;

    @Option(
            names = "--domain-autocorrelation",
            defaultValue = "0",
            description = "Autocorrelation of successive events of a domain, 0 to below 1 (${DEFAULT-VALUE}).")
    private double domainAutocorrelation;

    @Option(names = "--keys", defaultValue = "16", description = "Number of keys of the source (${DEFAULT-VALUE}).")
    private int keys;

    @Option(
            names = "--rows",
            defaultValue = "1000",
            description = "Number of source events, over all keys (${DEFAULT-VALUE}).")
    private int rows;

    @Option(names = "--features", defaultValue = "8", description = "Number of raw features (${DEFAULT-VALUE}).")
    private int features;

    @Option(
            names = "--random-features",
            defaultValue = "256",
            description = "Number of random features (${DEFAULT-VALUE}).")
    private int randomFeatures;

    @Option(
            names = "--arl",
            defaultValue = "10000",
            description =
                    "Requested average run length over all channels: mean number of events of a domain until a false"
                            + " suspicion (${DEFAULT-VALUE}).")
    private double arl;

    @Option(
            names = "--references",
            defaultValue = "4",
            description = "Number of sources, each with domains of its own (${DEFAULT-VALUE}).")
    private int references;

    @Option(names = "--domains", defaultValue = "25", description = "Number of domains of a source (${DEFAULT-VALUE}).")
    private int domains;

    @Option(
            names = "--events",
            defaultValue = "10000",
            description = "Number of events of a domain (${DEFAULT-VALUE}).")
    private int events;

    @Option(
            names = "--window",
            defaultValue = "128",
            description = "Minimum number of events that confirm a suspicion (${DEFAULT-VALUE}).")
    private int window;

    @Option(names = "--model", description = "Also test the embeddings of a simulated model.")
    private boolean model;

    @Option(
            names = "--recalibrate",
            defaultValue = "0",
            paramLabel = "EVENTS",
            description =
                    "Number of preceding events of a domain, 128 for example, from which its reference is recalibrated;"
                            + " 0 keeps the reference of the source (${DEFAULT-VALUE}).")
    private int recalibrationEvents;

    @Option(names = "--seed", defaultValue = "1", description = "Random seed (${DEFAULT-VALUE}).")
    private long seed;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        checkOptions();
        Map<Channel, FalseAlarms> alarms = new EnumMap<>(Channel.class);
        Random random = new Random(seed);
        int notCalibrated = 0;
        for (int number = 0; number < references; number++) {
            SimulatedModel network = SimulatedModel.random(features, random);
            Map<Channel, FittedReference> source = fitSource(network, random);
            for (int domain = 0; domain < domains; domain++) {
                observe(network, source, new Random(random.nextLong()), alarms);
            }
            notCalibrated += source.values().stream().allMatch(FleetCommand::isCalibrated) ? 0 : 1;
        }
        print(alarms, notCalibrated);
        return 0;
    }

    private void checkOptions() {
        boolean isValid =
                IntStream.of(keys, features, references, domains, events).allMatch(size -> size >= 1)
                        && sourceAutocorrelation >= 0
                        && sourceAutocorrelation < 1
                        && domainAutocorrelation >= 0
                        && domainAutocorrelation < 1;
        if (!isValid
                || rows < FittedReference.MIN_EVENTS
                || window < DetectorState.MIN_WINDOW
                || !RandomFeatures.isValidOutputCount(randomFeatures)
                || arl < ThresholdCalibrator.MIN_ARL
                || (recalibrationEvents != 0 && recalibrationEvents < FittedReference.MIN_EVENTS)) {
            throw new ParameterException(
                    spec.commandLine(),
                    ("expected autocorrelations from 0 to below 1, --rows and --recalibrate of %d or more,"
                                    + " --window of %d or more, --arl of %.0f or more,"
                                    + " a power of two from 64 for --random-features, other numbers of 1 or more")
                            .formatted(
                                    FittedReference.MIN_EVENTS, DetectorState.MIN_WINDOW, ThresholdCalibrator.MIN_ARL));
        }
    }

    private Map<Channel, FittedReference> fitSource(SimulatedModel network, Random random) {
        StreamScenario scenario = StreamScenarios.autoregressive(features, sourceAutocorrelation);
        List<FeatureStream> streams = new ArrayList<>();
        for (int key = 0; key < keys; key++) {
            streams.add(scenario.generator().start(new Random(random.nextLong())));
        }
        Map<Channel, List<LocatedEvent>> sourceEvents = new EnumMap<>(Channel.class);
        for (int row = 0; row < rows; row++) {
            int key = row % keys;
            add("key-" + key, row, features(streams.get(key).next(), network), sourceEvents);
        }
        long referenceSeed = random.nextLong();
        Map<Channel, FittedReference> source = new EnumMap<>(Channel.class);
        sourceEvents.forEach((channel, each) -> source.put(
                channel,
                FittedReference.fit(
                        each,
                        randomFeatures,
                        new ThresholdCalibrator(arl * sourceEvents.size(), referenceSeed),
                        referenceSeed)));
        return source;
    }

    private void observe(
            SimulatedModel network,
            Map<Channel, FittedReference> source,
            Random random,
            Map<Channel, FalseAlarms> alarms) {
        FeatureStream stream = StreamScenarios.autoregressive(features, domainAutocorrelation)
                .generator()
                .start(random);
        Map<Channel, FittedReference> reference =
                recalibrationEvents == 0 ? source : recalibrate(stream, network, source);
        MonitoredDomain domain = new MonitoredDomain(reference, window);
        for (int event = 0; event < events; event++) {
            domain.observe(features(stream.next(), network));
        }
        reference.forEach((channel, fitted) ->
                alarms.merge(channel, FalseAlarms.of(fitted, events, domain.counts(channel)), FalseAlarms::plus));
    }

    private Map<Channel, FittedReference> recalibrate(
            FeatureStream stream, SimulatedModel network, Map<Channel, FittedReference> source) {
        Map<Channel, List<LocatedEvent>> preceding = new EnumMap<>(Channel.class);
        for (int event = 0; event < recalibrationEvents; event++) {
            add(RECALIBRATED, event, features(stream.next(), network), preceding);
        }
        Map<Channel, FittedReference> recalibrated = new EnumMap<>(Channel.class);
        source.forEach((channel, fitted) ->
                recalibrated.put(channel, fitted.recalibrate(RECALIBRATED, preceding.get(channel))));
        return recalibrated;
    }

    private static void add(
            String domain, long offset, Map<Channel, float[]> values, Map<Channel, List<LocatedEvent>> channelEvents) {
        values.forEach((channel, row) -> channelEvents
                .computeIfAbsent(channel, each -> new ArrayList<>())
                .add(StreamEvents.of(domain, row, offset)));
    }

    private Map<Channel, float[]> features(float[] row, SimulatedModel network) {
        return model ? Map.of(Channel.RAW, row, Channel.MODEL, network.embed(row)) : Map.of(Channel.RAW, row);
    }

    private static boolean isCalibrated(FittedReference reference) {
        return reference
                .calibratedReference()
                .thresholds()
                .calibration()
                .promise()
                .holds();
    }

    private void print(Map<Channel, FalseAlarms> alarms, int notCalibrated) {
        MarkdownTable table = new MarkdownTable(
                spec.commandLine().getOut(),
                List.of(
                        "source autocorrelation",
                        "domain autocorrelation",
                        "channel",
                        "sources not calibrated",
                        "events",
                        "expected suspicions",
                        "suspicions",
                        "expected alerts",
                        "alerts"));
        alarms.forEach((channel, each) -> table.row(
                "%s | %s | %s | %d of %d | %d | %.0f | %d | %.1f | %d",
                sourceAutocorrelation,
                domainAutocorrelation,
                channel.label(),
                notCalibrated,
                references,
                each.events(),
                each.expectedSuspicions(),
                each.counts().suspicions(),
                each.expectedAlerts(),
                each.counts().alerts()));
    }
}
