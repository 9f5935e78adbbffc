package io.realign.alert;

import io.realign.event.LocatedEvent;
import io.realign.event.OffsetRange;
import io.realign.event.Offsets;
import io.realign.window.DriftWindow;
import io.realign.window.FeatureMap;
import io.realign.window.Tally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Watches one domain. Mutable; one writer.
 *
 * <p>Same events in the same order, same result: whether an event is late is judged by the domain's own newest event,
 * not by a clock and not by other domains.
 */
public final class DriftDetector {
    /** So many times in a row a domain has to be found back where it was. */
    private static final int BACK = 2;

    /** The events after a suspicion confirm it if chance puts one of their two normal scores higher three times in a thousand. */
    private static final double CONFIRMING = 3.09;

    /** Rooms for the rows of an event, used over and over: a new one for each event costs as much as what is done in it. */
    private static final ThreadLocal<Map<Channel, float[]>> ROOMS =
            ThreadLocal.withInitial(() -> new EnumMap<>(Channel.class));

    private static final List<Channel> CHANNELS = List.of(Channel.values());

    /** Messages in the time of a confirmation. */
    private static final int MESSAGES = 8;

    private final String domain;
    private final int window;
    private final Map<Channel, SequentialTest> tests;

    /** Of the event that is being taken in, in the channels that are asked. */
    private final Map<Channel, float[]> rows = new EnumMap<>(Channel.class);

    private Standing standing;
    private Tally tally;
    private Episode episode;
    private DomainTime time;
    private OffsetRange last;

    /**
     * A detector that has seen nothing.
     *
     * @param domain the domain
     * @param window events that confirm a suspicion and that the alert names, 16 or more
     */
    public DriftDetector(String domain, int window) {
        this(new Watched(
                domain,
                window,
                Map.of(),
                Standing.SOURCE,
                new Tally(),
                new Quiet(0),
                DomainTime.NONE,
                Optional.empty()));
    }

    /** A detector that goes on from where another was. */
    public DriftDetector(Watched watched) {
        this.domain = watched.domain();
        this.window = watched.window();
        this.tests = new EnumMap<>(Channel.class);
        this.tests.putAll(watched.tests());
        this.standing = watched.standing();
        this.tally = watched.tally();
        this.episode = watched.episode();
        this.time = watched.time();
        this.last = watched.last().orElse(null);
    }

    /** All there is, to go on from. */
    public Watched watched() {
        return new Watched(domain, window, tests, standing, tally, episode, time, Optional.ofNullable(last));
    }

    /** What is being made of the domain. */
    public Episode episode() {
        return episode;
    }

    /**
     * Id of the release that {@link Channel#MODEL} sees the domain through; of none if it does not see it.
     *
     * @param source id of the release that the source is seen through
     */
    public String through(String source) {
        return standing.through().orElse(source);
    }

    /**
     * Takes in an event, about which every channel is asked that sees it.
     *
     * @see #observe(LocatedEvent, Map, Set, Map)
     */
    public Step observe(LocatedEvent located, Map<Channel, float[]> views, Map<Channel, Baseline> source) {
        return observe(located, views, views.keySet(), source);
    }

    /**
     * Takes in an event.
     *
     * @param located the event
     * @param views the event as each channel sees it: raw features in {@link Channel#RAW}, and in {@link Channel#MODEL}
     *     what the release {@link #through} makes of them, if that is there
     * @param asked the channels that may raise a suspicion, and confirm it
     * @param source what the source has taught, for each of these channels, and for {@link Channel#RAW} in any case
     */
    public Step observe(
            LocatedEvent located, Map<Channel, float[]> views, Set<Channel> asked, Map<Channel, Baseline> source) {
        Instant event = located.event().time();
        OffsetRange range = Offsets.since(last, located.at());
        last = located.at();
        if (time.late(event)) {
            return Step.LATE;
        }
        time = time.after(event);
        // A late event is not looked at, so the ranges leave it out: the next one's begins behind it.
        tally.add(event.toEpochMilli(), range);
        rows.clear();
        Comparison comparison = comparison(source);
        Channel over = null;
        for (Channel channel : CHANNELS) {
            float[] view = views.get(channel);
            if (view == null) {
                continue;
            }
            Regime regime = comparison.regime(channel);
            FeatureMap map = comparison.map(channel);
            float[] row = room(channel, map.width());
            map.map(view, row);
            boolean heard = asked.contains(channel);
            if (heard) {
                rows.put(channel, row);
            }
            if (!regime.seenThrough(map)) {
                continue;
            }
            boolean out = test(channel, regime, event).observe(row, event.toEpochMilli(), regime, map.whitening());
            if (out && heard) {
                over = over == null ? channel : over;
            }
        }
        Optional<DriftAlert> alert = next(new LocatedEvent(located.event(), range), over, source);
        boolean complete = tally.count() >= Math.max(1, window / MESSAGES);
        Optional<DriftWindow> message = complete ? Optional.of(report(asked, source)) : Optional.empty();
        return message.isEmpty() && alert.isEmpty() ? Step.NOTHING : new Step(false, message, alert);
    }

    /**
     * What the events that the domain is compared with were predicted to be; empty where no model has looked at them, or
     * they are seen in another way by now.
     *
     * @param ofSource what the source's events were predicted to be
     */
    public Optional<Classes> reference(Optional<Classes> ofSource, Map<Channel, Baseline> source) {
        Optional<Classes> classes = standing.regimes().containsKey(Channel.RAW) ? standing.classes() : ofSource;
        long map = comparison(source).map(Channel.RAW).identity();
        return classes.filter(known -> known.map() == map);
    }

    /**
     * The events of the alert by the class that a release predicts for each.
     *
     * @param predicted the class of each event that the open alert names
     * @throws IllegalStateException if there is no alert without an outcome
     */
    public Classes moved(String release, List<String> predicted, Map<Channel, Baseline> source) {
        return Classes.of(
                release, comparison(source).map(Channel.RAW), confirmed().moved(), predicted);
    }

    /**
     * Takes in the outcome of an adaptation while no model is there to look through.
     *
     * @see #decided(boolean, Map, String, Optional, Map)
     */
    public void decided(boolean released, Map<Channel, List<LocatedEvent>> moved, Map<Channel, Baseline> source) {
        decided(released, moved, Standing.NOTHING, Optional.empty(), source);
    }

    /**
     * Takes in the outcome of an adaptation.
     *
     * @param released whether a model was made for where the alert found the domain
     * @param moved the events of the alert as each channel sees them, through the model that serves from here on
     * @param through id of the release that serves from here on
     * @param classes the events of the alert by the class that it predicts
     * @param source what the source has taught
     * @throws IllegalStateException if there is no alert without an outcome
     */
    public void decided(
            boolean released,
            Map<Channel, List<LocatedEvent>> moved,
            String through,
            Optional<Classes> classes,
            Map<Channel, Baseline> source) {
        Confirmed confirmed = confirmed();
        String name = confirmed.alert().id();
        Baseline raw = comparison(source).baseline(Channel.RAW);
        // Kept, because the source may be learnt anew, through another map, before it is known whether the domain is
        // back.
        Standing before = standing.with(Channel.RAW, raw);
        Optional<Baseline> model = Optional.ofNullable(moved.get(Channel.MODEL))
                .flatMap(events -> released ? anew(name, events, source) : again(name, events, source));
        standing = standing.withoutModel()
                .with(Channel.RAW, raw.at(name, moved.get(Channel.RAW)))
                .predicting(classes);
        model.ifPresent(
                learnt -> standing = standing.with(Channel.MODEL, learnt).through(through));
        tests.clear();
        episode = new Adapting(confirmed.alert(), released, confirmed.moved(), before, new Fresh());
    }

    private Confirmed confirmed() {
        if (episode instanceof Confirmed confirmed) {
            return confirmed;
        }
        throw new IllegalStateException(
                "expected an alert without an outcome for domain '%s', got %s".formatted(domain, episode.state()));
    }

    /** In the space of a new model; nothing where the events are too few for that, or look all the same there. */
    private static Optional<Baseline> anew(String name, List<LocatedEvent> events, Map<Channel, Baseline> source) {
        try {
            return Optional.ofNullable(source.get(Channel.MODEL)).map(baseline -> baseline.anew(name, events));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** In the space of the model that has served before. */
    private Optional<Baseline> again(String name, List<LocatedEvent> events, Map<Channel, Baseline> source) {
        if (!source.containsKey(Channel.MODEL)) {
            return Optional.empty();
        }
        return Optional.of(comparison(source).baseline(Channel.MODEL).at(name, events));
    }

    private Optional<DriftAlert> next(LocatedEvent event, Channel over, Map<Channel, Baseline> source) {
        if (episode instanceof Resting resting) {
            if (over != null) {
                Baseline baseline = comparison(source).baseline(over);
                Alarm alarm =
                        tests.get(over).alarm(baseline.regime(), baseline.map().whitening());
                episode = new Suspected(resting, over, alarm, event.event().time(), new Fresh(), new Fresh());
            }
        } else if (episode instanceof Suspected suspected) {
            int confirming = Math.max(window, suspected.alarm().length());
            suspected.fresh().add(event, rows, window);
            if (2 * suspected.fresh().count() > confirming) {
                suspected.recent().add(event, rows, 0);
            }
            if (suspected.fresh().count() >= confirming) {
                return judge(suspected, source);
            }
        } else if (episode instanceof Confirmed confirmed) {
            confirmed.fresh().add(event, rows, 0);
            if (confirmed.fresh().count() >= window) {
                judge(confirmed, source);
            }
        } else if (episode instanceof Adapting adapting) {
            adapting.fresh().add(event, rows, window);
            if (adapting.fresh().count() >= window) {
                settle(adapting, source);
            }
        }
        return Optional.empty();
    }

    private Optional<DriftAlert> judge(Suspected suspected, Map<Channel, Baseline> source) {
        Comparison comparison = comparison(source);
        double correlation = comparison.correlation(suspected.fresh().newest());
        Map<Channel, Double> all = comparison.scores(suspected.fresh(), correlation);
        Map<Channel, Double> recent = comparison.scores(suspected.recent(), correlation);
        if (all.keySet().stream()
                .noneMatch(channel ->
                        all.get(channel) > CONFIRMING && recent.getOrDefault(channel, 0.0) > Comparison.LOW)) {
            tests.clear();
            episode = suspected.from();
            return Optional.empty();
        }
        DriftAlert alert = new Account(domain, comparison).alert(suspected, time.reached());
        episode = new Confirmed(alert, suspected.fresh().newest(), new Fresh(), 0);
        return Optional.of(alert);
    }

    private void judge(Confirmed confirmed, Map<Channel, Baseline> source) {
        boolean isBack = comparison(source).isBack(confirmed.alert(), confirmed.fresh());
        int back = isBack ? confirmed.back() + 1 : 0;
        if (back == BACK) {
            rest(new Recovered(confirmed.number()));
        } else {
            episode = new Confirmed(confirmed.alert(), confirmed.moved(), new Fresh(), back);
        }
    }

    private void settle(Adapting adapting, Map<Channel, Baseline> source) {
        Comparison comparison = comparison(source);
        Map<Channel, Double> now = comparison.scores(adapting.fresh(), 1);
        if (comparison.with(adapting.before()).isBack(adapting.alert(), adapting.fresh())) {
            // What a model made since then shows cannot be compared with before.
            standing = adapting.released() ? adapting.before().withoutModel() : adapting.before();
            if (comparison(source).regime(Channel.RAW).reference().name().equals(DriftWindow.SOURCE)) {
                standing = standing.without(Channel.RAW);
            }
            rest(new Recovered(adapting.number()));
        } else if (!now.isEmpty() && now.values().stream().allMatch(score -> score <= CONFIRMING)) {
            List<LocatedEvent> events = new ArrayList<>(adapting.moved());
            events.addAll(adapting.fresh().newest());
            Baseline raw = comparison(source).baseline(Channel.RAW);
            standing = standing.with(Channel.RAW, raw.at(adapting.alert().id(), events));
            rest(adapting.released() ? new Adapted(adapting.number()) : new Persisting(adapting.number()));
        } else {
            rest(new Persisting(adapting.number()));
        }
    }

    private void rest(Resting resting) {
        tests.clear();
        episode = resting;
    }

    private DriftWindow report(Set<Channel> asked, Map<Channel, Baseline> source) {
        Tally told = tally;
        tally = new Tally();
        return new Account(domain, comparison(source)).window(told, episode.state(), tests, asked, window);
    }

    private SequentialTest test(Channel channel, Regime regime, Instant event) {
        SequentialTest test = tests.get(channel);
        if (test != null && !test.asksAbout(regime)) {
            startAnew();
            test = null;
        }
        if (test == null) {
            test = new SequentialTest(regime, event.toEpochMilli());
            tests.put(channel, test);
        }
        return test;
    }

    /** The source has been learnt anew: what was summed up under the old one says nothing under this one. */
    private void startAnew() {
        tests.clear();
        if (episode instanceof Suspected suspected) {
            episode = suspected.from();
        } else if (episode instanceof Confirmed confirmed) {
            episode = new Confirmed(confirmed.alert(), confirmed.moved(), new Fresh(), 0);
        } else if (episode instanceof Adapting adapting) {
            episode = new Adapting(
                    adapting.alert(), adapting.released(), adapting.moved(), adapting.before(), new Fresh());
        }
    }

    private static float[] room(Channel channel, int width) {
        Map<Channel, float[]> rooms = ROOMS.get();
        float[] room = rooms.get(channel);
        if (room == null || room.length != width) {
            room = new float[width];
            rooms.put(channel, room);
        }
        return room;
    }

    private Comparison comparison(Map<Channel, Baseline> source) {
        return new Comparison(standing, source);
    }
}
