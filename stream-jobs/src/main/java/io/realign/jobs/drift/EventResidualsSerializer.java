package io.realign.jobs.drift;

import io.realign.alert.EventResiduals;
import io.realign.jobs.state.ValueSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes the residuals at the end of the source, which no domain changes: each continues a copy. */
public final class EventResidualsSerializer extends ValueSerializer<EventResiduals> {
    private static final long serialVersionUID = 1;

    @Override
    public void serialize(EventResiduals residuals, DataOutputView out) throws IOException {
        residuals.write(out);
    }

    @Override
    public EventResiduals deserialize(DataInputView in) throws IOException {
        return EventResiduals.read(in);
    }
}
