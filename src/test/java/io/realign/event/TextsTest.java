package io.realign.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {
    static Stream<String> invalidNames() {
        return Stream.of(
                "",
                " ",
                " oven",
                "oven ",
                "oven\t",
                "oven\r\nERROR forged line",
                "oven\u0000",
                "oven\u007F",
                "oven\u0085",
                "oven\u00AD",
                "oven\u200B",
                "oven\u2028",
                "oven\u202E",
                "oven\uFEFF",
                "oven\uFFFD",
                "oven\uD800",
                "oven\uE000",
                "oven\uFFFF",
                "o".repeat(Texts.MAX_NAME_LENGTH + 1),
                "o".repeat(3_000_000));
    }

    @ParameterizedTest
    @MethodSource("invalidNames")
    void invalidName_isDescribedInOneShortPrintableLine(String name) {
        assertThat(Texts.nameProblem(name)).hasValueSatisfying(problem -> assertThat(problem)
                .startsWith("expected 1 to 255 printable characters")
                .hasSizeLessThan(200)
                .satisfies(text -> assertThat(Texts.isDescription(text)).isTrue()));
        assertThatThrownBy(() -> Texts.requireName("consumer", name)).hasMessageStartingWith("consumer: expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"oven-3", "line 3/oven", "Öfen", "炉", "*", "a", "\uD83D\uDD25"})
    void printableText_isAName(String name) {
        assertThat(Texts.nameProblem(name)).isEmpty();
        assertThat(Texts.nameProblem("o".repeat(Texts.MAX_NAME_LENGTH))).isEmpty();
    }

    @Test
    void description_escapesWhatCouldForgeALine() {
        assertThat(Texts.description("failed:\r\n\tERROR\u0000\u202E"))
                .isEqualTo("failed:\\r\\n\\tERROR\\u{0}\\u{202E}");
    }

    @Test
    void description_isCutBetweenCharacters_andIsItsOwnDescription() {
        String fires = "\uD83D\uDD25".repeat(Texts.MAX_DESCRIPTION_LENGTH);
        for (String text : new String[] {fires, "x" + fires, "\n".repeat(5_000), "short"}) {
            String description = Texts.description(text);
            assertThat(description.length()).isLessThanOrEqualTo(Texts.MAX_DESCRIPTION_LENGTH);
            assertThat(Texts.isDescription(description)).isTrue();
            assertThat(Texts.description(description)).isEqualTo(description);
        }
    }
}
