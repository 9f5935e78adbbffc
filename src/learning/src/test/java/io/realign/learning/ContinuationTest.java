package io.realign.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.realign.event.Tensor;
import io.realign.learning.dl4j.Dl4jEngine;
import io.realign.learning.file.Safetensors;
import io.realign.window.Standardiser;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ContinuationTest {
    private static final Standardiser SOURCE = new Standardiser(new float[] {1, 2, 3}, new float[] {1, 1, 2});
    private static final Standardiser TARGET = new Standardiser(new float[] {4, 5, 6}, new float[] {3, 1, 2});

    private final Snapshot snapshot =
            new Dl4jEngine().start(new NetSpec(3, 2, 8, 4, .3), 1).snapshot();
    private final Continuation continuation = new Continuation(snapshot, SOURCE, TARGET);

    @Test
    void continuation_isReadAsItWasWritten() {
        Continuation read = Continuation.read(continuation.write());

        assertThat(read).isEqualTo(continuation);
        assertThat(read.write()).isEqualTo(continuation.write());
    }

    @Test
    void anotherFormat_isRefused() {
        assertRefused(Map.of("format", "realign-continuation-2"), Map.of(), "expected format realign-continuation-1");
    }

    @Test
    void metadataThatDoNotFitTheTensors_areRefused() {
        assertRefused(Map.of("features", "4"), Map.of(), "hidden.weight: expected shape [4, 8], got [3, 8]");
        assertRefused(Map.of("features", "2000000000"), Map.of(), "features: expected 1 to");
        assertRefused(Map.of("classes", "x"), Map.of(), "x");
        assertRefused(Map.of("step", "-1"), Map.of(), "step");
        assertRefused(Map.of("dropout", "NaN"), Map.of(), "dropout");
    }

    @Test
    void tensorsThatCannotBe_areRefused() {
        assertRefused(Map.of(), Map.of("weights/other", Tensor.vector(1)), "expected tensors");
        assertRefused(Map.of(), Map.of("target/mean", Tensor.vector(1, 2)), "as many means as deviations");
        assertRefused(Map.of(), Map.of("target/mean", Tensor.vector(1, 2, Float.NaN)), "target/mean");
        assertRefused(Map.of(), Map.of("weights/class.bias", Tensor.vector(1, Float.POSITIVE_INFINITY)), "Infinity");
    }

    private void assertRefused(Map<String, String> metadata, Map<String, Tensor> tensors, String message) {
        Safetensors file = Safetensors.read(continuation.write());
        Map<String, String> changedMetadata = new TreeMap<>(file.metadata());
        changedMetadata.putAll(metadata);
        Map<String, Tensor> changedTensors = new TreeMap<>(file.tensors());
        changedTensors.putAll(tensors);
        byte[] changed = new Safetensors(changedMetadata, changedTensors).write();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Continuation.read(changed))
                .withMessageContaining(message);
    }
}
