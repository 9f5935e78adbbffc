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
                {"layer":"normalise","per-domain":true},{"layer":"relu"},{"layer":"dropout","share":0.25}],
                "class-head":[{"layer":"dense","outputs":2}],"domain-head":[{"layer":"dense","outputs":2}],
                "conditional":false}""");
        return new ModelCheckpoint(
                nets.snapshot(spec),
                nets.standardisation(2),
                nets.standardisation(2),
                Map.of("alpha", "0.1", "seed", "-7"));
    }

    @Test
    void randomNetworks_areReadAsTheyWereWritten_toTheByte() {
        for (int seed = 0; seed < 100; seed++) {
            ModelCheckpoint continuation = new RandomNetworks(seed).continuation();

            ModelCheckpoint read = ModelCheckpoint.read(continuation.write());

            assertThat(read).isEqualTo(continuation);
            assertThat(read.write()).isEqualTo(continuation.write());
        }
    }

    @Test
    void offeredNetworks_areReadAsTheyWereWritten() {
        for (NormMode norm : NormMode.values()) {
            for (NetSpec spec : List.of(NetSpec.tabular(16, 4, norm), NetSpec.image(10, norm))) {
                ModelCheckpoint continuation = new ModelCheckpoint(
                        new RandomNetworks(1).snapshot(spec),
                        Standardisation.none(spec.width()),
                        Standardisation.none(spec.width()),
                        Map.of());

                assertThat(ModelCheckpoint.read(continuation.write())).isEqualTo(continuation);
            }
        }
    }

    /** The order in which a map was filled is not content. */
    @Test
    void sameContent_givesTheSameBytes() {
        Map<String, String> other = new TreeMap<>(Comparator.reverseOrder());
        other.putAll(SMALL.trainingState());

        assertThat(new ModelCheckpoint(
                                SMALL.snapshot(), SMALL.sourceStandardisation(), SMALL.targetStandardisation(), other)
                        .write())
                .isEqualTo(SMALL.write());
    }

    @Test
    void numbersOfThePosition_comeBackExactly() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 200; i++) {
            double number = Double.longBitsToDouble(random.nextLong());
            ModelCheckpoint continuation = position(Map.of("alpha", Double.toString(number)));

            String text =
                    ModelCheckpoint.read(continuation.write()).trainingState().get("alpha");

            assertThat(Double.parseDouble(text)).isEqualTo(number);
        }
    }

    @Test
    void positionsOfAnyText_comeBack() {
        Map<String, String> position = Map.of("", "", "a/b \"c\"", "\n\u0000\u20ac\uD83D\uDE00", "x", "y".repeat(1024));

        assertThat(ModelCheckpoint.read(position(position).write()).trainingState())
                .isEqualTo(position);
    }

    @Test
    void positionsWithoutBounds_areRefused() {
        Map<String, String> many = IntStream.range(0, 129).boxed().collect(Collectors.toMap(i -> "n" + i, i -> "x"));

        assertPositionRefused(many, "position: expected at most 128 entries, got 129");
        assertPositionRefused(Map.of("a", "x".repeat(1025)), "position, a: expected at most 1024 characters");
        assertPositionRefused(Map.of("n".repeat(65), ""), "position, name: expected at most 64 characters");
        assertPositionRefused(Map.of("a", "\uD83D"), "position, a: expected at most 1024 characters of Unicode text");
    }

    @Test
    void everyTruncation_isRefused() {
        byte[] whole = SMALL.write();
        for (int length = 0; length < whole.length; length++) {
            byte[] truncated = Arrays.copyOf(whole, length);
            assertThatIllegalArgumentException().isThrownBy(() -> ModelCheckpoint.read(truncated));
        }
    }

    /**
     * Whatever comes, it is refused in words, or another network of the same shapes is read; and in no case is memory
     * taken that the file does not fill.
     */
    @Test
    void damagedFiles_areReadOrRefused() {
        SplittableRandom random = new SplittableRandom(1);
        int refused = 0;
        for (int round = 0; round < 2000; round++) {
            byte[] damaged = SMALL.write();
            int place = random.nextInt(damaged.length);
            damaged[place] ^= (byte) (1 << random.nextInt(8));
            long before = ALLOCATION.getCurrentThreadAllocatedBytes();
            try {
                ModelCheckpoint read = ModelCheckpoint.read(damaged);
                assertThat(shapes(read)).isEqualTo(shapes(SMALL));
                assertThat(ModelCheckpoint.read(read.write())).isEqualTo(read);
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).isNotBlank();
                refused++;
            } catch (RuntimeException e) {
                fail("round %d, byte %d".formatted(round, place), e);
            }
            assertThat(ALLOCATION.getCurrentThreadAllocatedBytes() - before).isLessThan(8 << 20);
        }
        assertThat(refused).isBetween(500, 1999);
    }

    @Test
    void damagedNumbersInTheHeader_areReadOrRefused() {
        byte[] whole = SMALL.write();
        for (int place = 8; place < whole.length; place++) {
            if (whole[place] >= '0' && whole[place] <= '9') {
                byte[] damaged = whole.clone();
                damaged[place] = '9';
                try {
                    assertThat(shapes(ModelCheckpoint.read(damaged))).isEqualTo(shapes(SMALL));
                } catch (IllegalArgumentException e) {
                    assertThat(e.getMessage()).containsAnyOf("expected", "safetensors", "too");
                }
            }
        }
    }

    private static Map<String, String> shapes(ModelCheckpoint continuation) {
        Map<String, String> shapes = new TreeMap<>();
        LearnerSnapshot snapshot = continuation.snapshot();
        for (Map<String, Tensor> tensors :
                List.of(snapshot.weights(), snapshot.firstMoments(), snapshot.secondMoments(), snapshot.statistics())) {
            tensors.forEach((name, tensor) -> shapes.merge(name, tensor.toString(), String::concat));
        }
        shapes.put("source", continuation.sourceStandardisation().toString());
        shapes.put("target", continuation.targetStandardisation().toString());
        return shapes;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "format    | realign-continuation-1 | expected format realign-continuation-2, got realign-continuation-1",
                "step      | -1                     | step: expected 0 or more, got -1",
                "step      | 1e3                    | step: expected a whole number, got '1e3'",
                "step      | 9999999999             | step: expected a whole number, got '9999999999'",
                "optimiser | SGD                    | optimiser: expected one of [ADAM, MOMENTUM], got 'SGD'",
                "network   | {                      | network is not JSON",
                "network   | {\"input\":[1]}        | network: expected the fields [input, classes,",
            })
    void metadataThatDoNotFit_areRefused(String key, String text, String message) {
        assertRefused(Map.of(key, text), Map.of(), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"input\":[2]    | \"input\":[3]      | features/0.weight: expected shape [3, 2], got [2, 2]",
                "\"input\":[2]    | \"input\":2        | network: expected an array as input, got 2",
                "\"input\":[2]    | \"input\":[2.0]    | network: expected a whole number as input, got 2.0",
                "\"input\":[2]    | \"input\":[-2]     | expected 1 to",
                "\"input\":[2]    | \"input\":[]       | expected the shape [width]",
                "\"input\":[2]    | \"input\":[2147483647] | expected 1 to",
                "\"classes\":2    | \"classes\":3      | class: expected the last layer to be dense, 3 wide",
                "\"classes\":2    | \"classes\":\"2\"  | network: expected a whole number as classes, got \"2\"",
                "\"outputs\":2    | \"outputs\":1000000,\"outputs\":2 | network is not JSON",
                "\"outputs\":2    | \"outputs\":1048576 | expected",
                "\"outputs\":2    | \"output\":2       | network: expected the fields [layer, outputs]",
                "\"relu\"         | \"tanh\"           | network: expected one of the layers [dense, relu,",
                "0.25             | 1.5                | expected a share of 0 to below 1, got 1.5",
                "0.25             | \"0.25\"           | network: expected a number as share",
                "0.25             | 1e999              | expected a share of 0 to below 1",
                "\"conditional\":false | \"conditional\":0 | network: expected true or false as conditional, got 0",
                "\"conditional\":false | \"conditional\":true | domain/0.weight: expected shape [4, 2], got [2, 2]",
                "{\"layer\":\"relu\"} | 7              | network: expected one of the layers",
            })
    void networksThatDoNotFit_areRefused(String part, String other, String message) {
        String network = Safetensors.read(SMALL.write()).metadata().get("network");
        assertThat(network).contains(part);

        assertRefused(Map.of("network", network.replace(part, other)), Map.of(), message);
    }

    @Test
    void tensorsThatCannotBe_areRefused() {
        Tensor bias = Tensor.vector(1, Float.POSITIVE_INFINITY);
        assertRefused("weights/features/0.bias", bias, "weight features/0.bias: expected finite values, got Infinity");
        assertRefused(
                "second-moments/class/0.bias", Tensor.vector(1, -1), "expected finite values of 0 or more, got -1");
        assertRefused("first-moments/class/0.bias", Tensor.vector(1, Float.NaN), "first moment class/0.bias");
        assertRefused(
                "statistics/features/1.variance",
                new Tensor(new int[] {2, 2}, new float[] {1, 1, 1, -1}),
                "statistic features/1.variance: expected finite values of 0 or more");
        assertRefused("weights/other", Tensor.vector(1), "weights: expected tensors");
        assertRefused("others/a", Tensor.vector(1), "expected tensors below [weights/,");
        assertRefused("statistics/features/1.mean", Tensor.vector(1, 2), "expected shape [2, 2], got [2]");
        assertRefused("target/mean", Tensor.vector(1), "as many means as deviations");
        assertRefused("target/mean", Tensor.vector(1, Float.NaN), "a finite mean");
        assertRefused("target/logged", Tensor.vector(1, .5f), "target/logged: expected 0 or 1, got 0.5");
        assertRefused("source/other", Tensor.vector(1), "source/: expected tensors [logged, mean, deviation]");
    }

    @Test
    void missingParts_areNamed() {
        Safetensors file = Safetensors.read(SMALL.write());
        for (String key : List.of("format", "network", "optimiser", "step")) {
            Map<String, String> metadata = new HashMap<>(file.metadata());
            metadata.remove(key);
            byte[] changed = new Safetensors(metadata, file.tensors()).write();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ModelCheckpoint.read(changed))
                    .withMessageContaining(key);
        }
        for (String name : file.tensors().keySet()) {
            Map<String, Tensor> tensors = new HashMap<>(file.tensors());
            tensors.remove(name);
            byte[] changed = new Safetensors(file.metadata(), tensors).write();
            assertThatIllegalArgumentException().isThrownBy(() -> ModelCheckpoint.read(changed));
        }
    }

    @Test
    void standardisationsOfAnotherWidth_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ModelCheckpoint(
                        SMALL.snapshot(),
                        SMALL.sourceStandardisation(),
                        Standardisation.none(3),
                        SMALL.trainingState()))
                .withMessage("expected standardisations of 2 features, got 2 and 3");
    }

    @Test
    void bothOptimisers_comeBack() {
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
            ModelCheckpoint continuation =
                    new ModelCheckpoint(other, SMALL.sourceStandardisation(), SMALL.targetStandardisation(), Map.of());

            assertThat(ModelCheckpoint.read(continuation.write()).snapshot().optimizerType())
                    .isEqualTo(optimiser);
        }
    }

    private static ModelCheckpoint position(Map<String, String> position) {
        return new ModelCheckpoint(
                SMALL.snapshot(), SMALL.sourceStandardisation(), SMALL.targetStandardisation(), position);
    }

    private static void assertPositionRefused(Map<String, String> position, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> position(position))
                .withMessageContaining(message);
    }

    private static void assertRefused(String name, Tensor tensor, String message) {
        assertRefused(Map.of(), Map.of(name, tensor), message);
    }

    private static void assertRefused(Map<String, String> metadata, Map<String, Tensor> tensors, String message) {
        Safetensors file = Safetensors.read(SMALL.write());
        Map<String, String> changedMetadata = new TreeMap<>(file.metadata());
        changedMetadata.putAll(metadata);
        Map<String, Tensor> changedTensors = new TreeMap<>(file.tensors());
        changedTensors.putAll(tensors);
        byte[] changed = new Safetensors(changedMetadata, changedTensors).write();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelCheckpoint.read(changed))
                .withMessageContaining(message);
    }
}
