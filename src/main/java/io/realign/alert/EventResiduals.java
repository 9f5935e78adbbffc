package io.realign.alert;

import io.realign.event.LocatedEvent;
import io.realign.event.Tensor;
import io.realign.window.CausalResiduals;
import io.realign.window.TimeDependence;
import io.realign.window.TimeDependence.Season;
import io.realign.window.TimeDependence.SlowChange;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Replaces the features of the events of one domain by their {@link CausalResiduals}. Not thread-safe. */
public final class EventResiduals {
    /** Checkpoints contain these names. */
    private enum Kind {
        SEASON,
        SLOW_CHANGE
    }

    private final TimeDependence dependence;
    private final CausalResiduals state;

    private EventResiduals(TimeDependence dependence, CausalResiduals state) {
        this.dependence = dependence;
        this.state = state;
    }

    /** Returns the state before the first event; {@code source} determines which features vary. */
    static EventResiduals initial(TimeDependence dependence, List<LocatedEvent> source) {
        List<float[]> rows = source.stream()
                .map(located -> located.event().features().values())
                .toList();
        return new EventResiduals(dependence, CausalResiduals.initial(dependence.mean(), rows));
    }

    /** Returns the state from which another domain continues, see {@link CausalResiduals#average}. */
    static EventResiduals average(List<EventResiduals> domains) {
        return new EventResiduals(
                domains.get(0).dependence,
                CausalResiduals.average(
                        domains.stream().map(domain -> domain.state).toList()));
    }

    /** Returns a copy that continues independently. */
    EventResiduals copy() {
        return new EventResiduals(dependence, state.copy());
    }

    /** Whether these are the residuals of a time dependence. */
    public boolean follow(TimeDependence other) {
        return dependence.equals(other);
    }

    /** Whether the residuals of both can be compared. */
    boolean isComparable(EventResiduals other) {
        return dependence.equals(other.dependence) && state.isComparable(other.state);
    }

    /** Returns the running number of the slot of the next event. */
    long slot(LocatedEvent located) {
        return dependence.slot(located.event().time(), state.rows());
    }

    /**
     * Observes the next event of the domain.
     *
     * @return the same event without its label and with its residuals as features; empty as long as they are unknown
     */
    Optional<LocatedEvent> observe(LocatedEvent located) {
        float[] values = located.event().features().values();
        float[] residuals = new float[values.length];
        boolean usable = state.observe(slot(located), values, residuals);
        return usable
                ? Optional.of(
                        new LocatedEvent(located.event().unlabelledWith(Tensor.vector(residuals)), located.offsets()))
                : Optional.empty();
    }

    /** Writes the complete state. */
    public void write(DataOutput out) throws IOException {
        if (dependence instanceof Season season) {
            out.writeUTF(Kind.SEASON.name());
            out.writeLong(season.period().toMillis());
            out.writeInt(season.slots());
        } else if (dependence instanceof SlowChange change) {
            out.writeUTF(Kind.SLOW_CHANGE.name());
            out.writeInt(change.memory());
        }
        state.write(out);
    }

    /**
     * Reads a state written by {@link #write}.
     *
     * @throws IllegalArgumentException if a value is out of range
     */
    public static EventResiduals read(DataInput in) throws IOException {
        TimeDependence dependence =
                switch (Kind.valueOf(in.readUTF())) {
                    case SEASON -> new Season(Duration.ofMillis(in.readLong()), in.readInt());
                    case SLOW_CHANGE -> new SlowChange(in.readInt());
                };
        return new EventResiduals(dependence, CausalResiduals.read(dependence.mean(), in));
    }
}
