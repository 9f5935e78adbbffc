package io.realign.learning.serialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import io.realign.event.Tensor;
import io.realign.learning.input.Standardisation;
import io.realign.learning.network.LearnerSnapshot;
import io.realign.learning.network.NetSpec;
import io.realign.learning.network.NormMode;
import io.realign.learning.network.OptimizerType;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelCheckpointTest {
    private static final ModelCheckpoint SMALL = small();

    private static final ThreadMXBean ALLOCATION = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static ModelCheckpoint small() {
        RandomNetworks nets = new RandomNetworks(4);
        NetSpec spec = NetworkJson.read("""
            {"input":[2],"classes":2,"features":[{"layer":"dense","outputs":2},
            {"layer":"normalise","per-domain":true},{"layer":"relu"},{"layer":"dropout","rate":0.25}],
            "class-head":[{"layer":"dense","outputs":2}],"domain-head":[{"layer":"dense","outputs":2}],
            "conditional":false}\
            """);
        return new ModelCheckpoint(
                nets.snapshot(spec),
                nets.standardisation(2),
                nets.standardisation(2),
                Map.of("alpha", "0.1", "seed", "-7"));
    }

    @Test
    void randomNetworks_areReadBackEqual_toTheByte() {
        for (int seed = 0; seed < 100; seed++) {
            ModelCheckpoint checkpoint = new RandomNetworks(seed).checkpoint();

            ModelCheckpoint read = ModelCheckpoint.read(checkpoint.write());

            assertThat(read).isEqualTo(checkpoint);
            assertThat(read.write()).isEqualTo(checkpoint.write());
        }
    }

    @Test
    void predefinedNetworks_areReadBackEqual() {
        for (NormMode norm : NormMode.values()) {
            for (NetSpec spec : List.of(NetSpec.tabular(16, 4, norm), NetSpec.image(10, norm))) {
                ModelCheckpoint checkpoint = new ModelCheckpoint(
                        new RandomNetworks(1).snapshot(spec),
                        Standardisation.none(spec.width()),
                        Standardisation.none(spec.width()),
                        Map.of());

                assertThat(ModelCheckpoint.read(checkpoint.write())).isEqualTo(checkpoint);
            }
        }
    }

    /** The insertion order of a map is not content. */
    @Test
    void equalContent_givesEqualBytes() {
        Map<String, String> other = new TreeMap<>(Comparator.reverseOrder());
        other.putAll(SMALL.trainingState());

        assertThat(new ModelCheckpoint(
                                SMALL.snapshot(), SMALL.sourceStandardisation(), SMALL.targetStandardisation(), other)
                        .write())
                .isEqualTo(SMALL.write());
    }

    @Test
    void numbersOfTheTrainingState_areReadBackExactly() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 200; i++) {
            double number = Double.longBitsToDouble(random.nextLong());
            ModelCheckpoint checkpoint = withTrainingState(Map.of("alpha", Double.toString(number)));

            String text =
                    ModelCheckpoint.read(checkpoint.write()).trainingState().get("alpha");

            assertThat(Double.parseDouble(text)).isEqualTo(number);
        }
    }

    @Test
    void trainingStateOfAnyText_isReadBackEqual() {
        Map<String, String> trainingState =
                Map.of("", "", "a/b \"c\"", "\n\u0000\u20ac\uD83D\uDE00", "x", "y".repeat(1024));

        assertThat(ModelCheckpoint.read(withTrainingState(trainingState).write())
                        .trainingState())
                .isEqualTo(trainingState);
    }

    @Test
    void oversizedTrainingState_isRejected() {
        Map<String, String> many = IntStream.range(0, 129).boxed().collect(Collectors.toMap(i -> "n" + i, i -> "x"));

        assertTrainingStateRejected(many, "training state: expected at most 128 entries, got 129");
        assertTrainingStateRejected(
                Map.of("a", "x".repeat(1025)), "training state, a: expected at most 1024 characters");
        assertTrainingStateRejected(Map.of("n".repeat(65), ""), "training state, name: expected at most 64 characters");
        assertTrainingStateRejected(
                Map.of("a", "\uD83D"), "training state, a: expected at most 1024 characters of valid Unicode text");
    }

    @Test
    void truncatedFile_isRejected() {
        byte[] whole = SMALL.write();
        for (int length = 0; length < whole.length; length++) {
            byte[] truncated = Arrays.copyOf(whole, length);
            assertThatIllegalArgumentException().isThrownBy(() -> ModelCheckpoint.read(truncated));
        }
    }

    /**
     * A damaged file is rejected with a message, or read as a network of the same shapes; neither allocates beyond the size
     * of the file.
     */
    @Test
    void damagedFiles_areReadOrRejected() {
        SplittableRandom random = new SplittableRandom(1);
        int rejected = 0;
        for (int round = 0; round < 2000; round++) {
            byte[] damaged = SMALL.write();
            int index = random.nextInt(damaged.length);
            damaged[index] ^= (byte) (1 << random.nextInt(8));
            long before = ALLOCATION.getCurrentThreadAllocatedBytes();
            try {
                ModelCheckpoint read = ModelCheckpoint.read(damaged);
                assertThat(shapes(read)).isEqualTo(shapes(SMALL));
                assertThat(ModelCheckpoint.read(read.write())).isEqualTo(read);
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).isNotBlank();
                rejected++;
            } catch (RuntimeException e) {
                fail("round %d, byte %d".formatted(round, index), e);
            }
            assertThat(ALLOCATION.getCurrentThreadAllocatedBytes() - before).isLessThan(8 << 20);
        }
        assertThat(rejected).isBetween(500, 1999);
    }

    @Test
    void damagedNumbersInTheHeader_areReadOrRejected() {
        byte[] whole = SMALL.write();
        for (int index = 8; index < whole.length; index++) {
            if (whole[index] >= '0' && whole[index] <= '9') {
                byte[] damaged = whole.clone();
                damaged[index] = '9';
                try {
                    assertThat(shapes(ModelCheckpoint.read(damaged))).isEqualTo(shapes(SMALL));
                } catch (IllegalArgumentException e) {
                    assertThat(e.getMessage()).containsAnyOf("expected", "safetensors", "too");
                }
            }
        }
    }

    private static Map<String, String> shapes(ModelCheckpoint checkpoint) {
        Map<String, String> shapes = new TreeMap<>();
        LearnerSnapshot snapshot = checkpoint.snapshot();
        for (Map<String, Tensor> tensors :
                List.of(snapshot.weights(), snapshot.firstMoments(), snapshot.secondMoments(), snapshot.statistics())) {
            tensors.forEach((name, tensor) -> shapes.merge(name, tensor.toString(), String::concat));
        }
        shapes.put("source", checkpoint.sourceStandardisation().toString());
        shapes.put("target", checkpoint.targetStandardisation().toString());
        return shapes;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "format    | realign-checkpoint-0   | expected format realign-checkpoint-1, got realign-checkpoint-0",
                "step      | -1                     | step: expected 0 or more, got -1",
                "step      | 1e3                    | step: expected an integer, got '1e3'",
                "step      | 9999999999             | step: expected an integer, got '9999999999'",
                "optimiser | SGD                    | optimiser: expected one of [ADAM, MOMENTUM], got 'SGD'",
                "network   | {                      | network is not JSON",
                "network   | {\"input\":[1]}        | network.classes: expected an integer, got nothing",
            })
    void invalidMetadata_isRejected(String key, String text, String message) {
        assertRejected(Map.of(key, text), Map.of(), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"input\":[2]    | \"input\":[3]      | features/0.weight: expected shape [3, 2], got [2, 2]",
                "\"input\":[2]    | \"input\":2        | network.input: expected an array, got 2",
                "\"input\":[2]    | \"input\":[2.0]    | network.input[0]: expected an integer, got 2.0",
                "\"input\":[2]    | \"input\":[null]   | network.input[0]: expected an integer, got null",
                "\"input\":[2]    | \"input\":[-2]     | expected 1 to",
                "\"input\":[2]    | \"input\":[]       | expected the shape [width]",
                "\"input\":[2]    | \"input\":[2147483647] | expected 1 to",
                "\"classes\":2    | \"classes\":3      | class: expected a dense last layer with 3 outputs",
                "\"classes\":2    | \"classes\":\"2\"  | network.classes: expected an integer, got \"2\"",
                "\"classes\":2    | \"classes\":9999999999 | network.classes: expected a value in range, got"
                        + " 9999999999",
                "\"classes\":2    | \"classes\":null   | network.classes: expected an integer, got null",
                "\"outputs\":2    | \"outputs\":1000000,\"outputs\":2 | network is not JSON",
                "\"outputs\":2    | \"outputs\":1048576 | expected",
                "\"outputs\":2    | \"output\":2       | network.features[0].outputs: expected an integer, got nothing",
                "\"outputs\":2    | \"outputs\":2,\"bias\":0 | network.features[0]: expected the fields [layer,"
                        + " outputs], got {",
                "\"relu\"         | \"tanh\"           | network.features[2]: expected one of the layers [dense, relu,",
                "0.25             | 1.5                | network.features[3]: dropout rate: expected",
                "0.25             | \"0.25\"           | network.features[3].rate: expected a number, got \"0.25\"",
                "0.25             | 1e999              | network.features[3]: dropout rate: expected",
                "\"conditional\":false | \"conditional\":0 | network.conditional: expected true or false, got 0",
                "\"conditional\":false | \"conditional\":true | domain/0.weight: expected shape [4, 2], got [2, 2]",
                "{\"layer\":\"relu\"} | 7              | network.features[2]: expected one of the layers",
                "{\"layer\":\"relu\"} | null           | network.features[2]: expected one of the layers",
            })
    void invalidNetwork_isRejected(String part, String other, String message) {
        String network = Safetensors.read(SMALL.write()).metadata().get("network");
        assertThat(network).contains(part);

        assertRejected(Map.of("network", network.replace(part, other)), Map.of(), message);
    }

    @Test
    void invalidTensors_areRejected() {
        Tensor bias = Tensor.vector(1, Float.POSITIVE_INFINITY);
        assertRejected("weights/features/0.bias", bias, "weight features/0.bias: expected finite values, got Infinity");
        assertRejected(
                "second-moments/class/0.bias", Tensor.vector(1, -1), "expected finite values of 0 or more, got -1");
        assertRejected("first-moments/class/0.bias", Tensor.vector(1, Float.NaN), "first moment class/0.bias");
        assertRejected(
                "statistics/features/1.variance",
                new Tensor(new int[] {2, 2}, new float[] {1, 1, 1, -1}),
                "statistic features/1.variance: expected finite values of 0 or more");
        assertRejected("weights/other", Tensor.vector(1), "weights: expected tensors");
        assertRejected("others/a", Tensor.vector(1), "expected float32 tensors with one of the prefixes [weights/,");
        assertRejected("statistics/features/1.mean", Tensor.vector(1, 2), "expected shape [2, 2], got [2]");
        assertRejected("target/mean", Tensor.vector(1), "the same number of means and deviations");
        assertRejected("target/mean", Tensor.vector(1, Float.NaN), "a finite mean");
        assertRejected(
                "target/log-transformed", Tensor.vector(1, .5f), "target/log-transformed: expected 0 or 1, got 0.5");
        assertRejected(
                "source/other", Tensor.vector(1), "source/: expected tensors [log-transformed, mean, deviation]");
    }

    @Test
    void alphaCurve_isReadBackEqual() {
        ModelCheckpoint unfinished = new ModelCheckpoint(
                SMALL.snapshot(),
                SMALL.sourceStandardisation(),
                SMALL.targetStandardisation(),
                Map.of(),
                List.of(.1, Double.MIN_VALUE, 1 / 3.0));

        assertThat(ModelCheckpoint.read(unfinished.write())).isEqualTo(unfinished);
    }

    @Test
    void unknownVectors_areRejected() {
        Safetensors file = Safetensors.read(SMALL.write());
        byte[] changed = new Safetensors(file.metadata(), file.tensors(), Map.of("beta", List.of(1.0))).write();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelCheckpoint.read(changed))
                .withMessage("expected the float64 vector alpha, got beta");
    }

    @Test
    void missingParts_areReported() {
        Safetensors file = Safetensors.read(SMALL.write());
        for (String key : List.of("format", "network", "optimiser", "step")) {
            Map<String, String> metadata = new HashMap<>(file.metadata());
            metadata.remove(key);
            byte[] changed = new Safetensors(metadata, file.tensors(), file.vectors()).write();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ModelCheckpoint.read(changed))
                    .withMessageContaining(key);
        }
        for (String name : file.tensors().keySet()) {
            Map<String, Tensor> tensors = new HashMap<>(file.tensors());
            tensors.remove(name);
            byte[] changed = new Safetensors(file.metadata(), tensors, file.vectors()).write();
            assertThatIllegalArgumentException().isThrownBy(() -> ModelCheckpoint.read(changed));
        }
    }

    @Test
    void standardisationsOfAnotherWidth_areRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ModelCheckpoint(
                        SMALL.snapshot(),
                        SMALL.sourceStandardisation(),
                        Standardisation.none(3),
                        SMALL.trainingState()))
                .withMessage("expected standardisations of 2 features, got 2 and 3");
    }

    @Test
    void bothOptimisers_areReadBackEqual() {
        LearnerSnapshot snapshot = SMALL.snapshot();
        for (OptimizerType optimiser : OptimizerType.values()) {
            LearnerSnapshot other = new LearnerSnapshot(
                    snapshot.spec(),
                    optimiser,
                    snapshot.step(),
                    snapshot.weights(),
                    snapshot.firstMoments(),
                    snapshot.secondMoments(),
                    snapshot.statistics());
            ModelCheckpoint checkpoint =
                    new ModelCheckpoint(other, SMALL.sourceStandardisation(), SMALL.targetStandardisation(), Map.of());

            assertThat(ModelCheckpoint.read(checkpoint.write()).snapshot().optimizerType())
                    .isEqualTo(optimiser);
        }
    }

    private static ModelCheckpoint withTrainingState(Map<String, String> trainingState) {
        return new ModelCheckpoint(
                SMALL.snapshot(), SMALL.sourceStandardisation(), SMALL.targetStandardisation(), trainingState);
    }

    private static void assertTrainingStateRejected(Map<String, String> trainingState, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> withTrainingState(trainingState))
                .withMessageContaining(message);
    }

    private static void assertRejected(String name, Tensor tensor, String message) {
        assertRejected(Map.of(), Map.of(name, tensor), message);
    }

    private static void assertRejected(Map<String, String> metadata, Map<String, Tensor> tensors, String message) {
        Safetensors file = Safetensors.read(SMALL.write());
        Map<String, String> changedMetadata = new TreeMap<>(file.metadata());
        changedMetadata.putAll(metadata);
        Map<String, Tensor> changedTensors = new TreeMap<>(file.tensors());
        changedTensors.putAll(tensors);
        byte[] changed = new Safetensors(changedMetadata, changedTensors, file.vectors()).write();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelCheckpoint.read(changed))
                .withMessageContaining(message);
    }
}
