package io.realign.learning.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.realign.learning.network.LayerSpec.BatchNorm;
import io.realign.learning.network.LayerSpec.Convolution;
import io.realign.learning.network.LayerSpec.Dense;
import io.realign.learning.network.LayerSpec.Dropout;
import io.realign.learning.network.LayerSpec.MaxPool;
import io.realign.learning.network.LayerSpec.Relu;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetSpecTest {
    private static final List<LayerSpec> CLASSES = List.of(new Dense(3));
    private static final List<LayerSpec> DOMAINS = List.of(new Dense(2));

    @Test
    void imageNetwork_hasTheWeightCountOfTheReferenceImplementation() {
        NetSpec spec = NetSpec.image(10, NormMode.SHARED);

        assertThat(weights(spec)).isEqualTo(257_254);
        assertThat(spec.width()).isEqualTo(3 * 28 * 28);
        assertThat(spec.embeddingWidth()).isEqualTo(800);
    }

    @Test
    void weights_areNamedByStackPositionAndPart() {
        NetSpec spec = NetSpec.tabular(5, 3, NormMode.DOMAIN_SPECIFIC);

        assertThat(spec.weightShapes().keySet())
                .containsExactly(
                        "features/0.weight",
                        "features/0.bias",
                        "features/1.gain",
                        "features/1.shift",
                        "features/4.weight",
                        "features/4.bias",
                        "features/5.gain",
                        "features/5.shift",
                        "class/0.weight",
                        "class/0.bias",
                        "domain/0.weight",
                        "domain/0.bias",
                        "domain/2.weight",
                        "domain/2.bias");
        assertThat(spec.statisticShapes().keySet())
                .containsExactly("features/1.mean", "features/1.variance", "features/5.mean", "features/5.variance");
        assertThat(spec.weightShapes().get("features/0.weight")).containsExactly(5, 128);
        assertThat(spec.weightShapes().get("features/1.gain")).containsExactly(128);
        assertThat(spec.statisticShapes().get("features/5.variance")).containsExactly(2, 64);
    }

    @Test
    void convolution_hasOneKernelPerChannel() {
        NetSpec spec = NetSpec.image(10, NormMode.SHARED);

        assertThat(spec.weightShapes().get("features/4.weight")).containsExactly(50, 64, 5, 5);
        assertThat(spec.weightShapes().get("features/1.gain")).containsExactly(64);
    }

    @ParameterizedTest
    @CsvSource({"NONE, 0", "SHARED, 2", "DOMAIN_SPECIFIC, 2"})
    void tabularNetwork_isNormalisedBeforeEachRelu(NormMode norm, int expected) {
        List<LayerSpec> layers = NetSpec.tabular(5, 3, norm).featureExtractor();

        assertThat(layers.stream().filter(BatchNorm.class::isInstance)).hasSize(expected);
        assertThat(layers.stream().filter(new BatchNorm(norm == NormMode.DOMAIN_SPECIFIC)::equals))
                .hasSize(expected);
    }

    @Test
    void conditionalDomainHead_takesTheEmbeddingTimesEachClass() {
        NetSpec plain = NetSpec.tabular(5, 3, NormMode.NONE);
        NetSpec conditional = new NetSpec(
                plain.inputShape(),
                plain.classes(),
                plain.featureExtractor(),
                plain.classHead(),
                plain.domainHead(),
                true);

        assertThat(conditional.weightShapes().get("domain/0.weight")).containsExactly(64 * 3, 64);
    }

    @Test
    void incompleteSquares_areNotPooled() {
        NetSpec spec = new NetSpec(
                List.of(2, 7, 5), 3, List.of(new Convolution(4, 2), new MaxPool(3)), CLASSES, DOMAINS, false);

        assertThat(spec.embeddingWidth()).isEqualTo(4 * 2 * 1);
    }

    @Test
    void incompatibleLayer_isNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> withFeatures(List.of(1, 4, 9), new Relu(), new Convolution(2, 5)))
                .withMessage("features/1: a convolution of 5 by 5 does not fit into images of shape [1, 4, 9]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> withFeatures(List.of(9), new Dense(8), new MaxPool(2)))
                .withMessageStartingWith("features/1: max pooling takes images");
    }

    @Test
    void headWithoutOutputLayer_isRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new NetSpec(List.of(4), 3, List.of(new Relu()), List.of(new Dense(4)), DOMAINS, false))
                .withMessage("class: expected a dense last layer with 3 outputs, got Dense[outputs=4]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NetSpec(
                        List.of(4), 3, List.of(new Relu()), CLASSES, List.of(new Dense(2), new Relu()), false))
                .withMessageStartingWith("domain: expected a dense last layer");
    }

    @Test
    void oversizedNetwork_isRejected() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Dense(NetSpec.MAX_WIDTH + 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Dense(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Dropout(1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Dropout(Double.NaN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> withFeatures(List.of(1 << 10, 1 << 10, 1 << 10), new Relu()))
                .withMessageContaining("at most");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> withFeatures(List.of(1 << 20), new Dense(1 << 20), new Dense(1 << 20)))
                .withMessageContaining("weights");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> withFeatures(List.of(1, 1024, 1024), new Convolution(1 << 20, 1024)))
                .withMessageContaining("weights");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> withFeatures(List.of(4, 4), new Relu()))
                .withMessageContaining("[channels, height, width]");
        assertThatIllegalArgumentException().isThrownBy(() -> withFeatures(List.of(4)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NetSpec(
                        List.of(1 << 20), 1 << 12, List.of(new Relu()), List.of(new Dense(1 << 12)), DOMAINS, true))
                .withMessageContaining("conditional domain head: expected at most");
    }

    private static NetSpec withFeatures(List<Integer> input, LayerSpec... features) {
        return new NetSpec(input, 3, List.of(features), CLASSES, DOMAINS, false);
    }

    private static long weights(NetSpec spec) {
        return spec.weightShapes().values().stream()
                .mapToLong(shape -> Arrays.stream(shape).reduce(1, Math::multiplyExact))
                .sum();
    }
}
