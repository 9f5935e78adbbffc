package io.realign.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.model.ModelRelease;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseReferenceTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "oven@2                           | domain=oven&version=2",
                "plant@north/oven & kiln@17       | domain=plant%40north%2Foven+%26+kiln&version=17",
                "*@1                              | domain=*&version=1",
                "oven@1                           | domain=*&version=1",
                "0123456789abcdef0123456789abcdef | id=0123456789abcdef0123456789abcdef",
                "oven@0                           | id=oven%400",
                "oven@two                         | id=oven%40two",
            })
    void text_isADomainAndVersion_orAnId(String text, String query) {
        assertThat(ReleaseReference.of(text).toQuery()).isEqualTo(query);
    }

    @ParameterizedTest
    @CsvSource({"oven@2, true", "oven@3, false", "kiln@2, false", "r, true", "s, false"})
    void release_matches_byDomainAndVersionOrById(String text, boolean wanted) {
        ModelRelease release = ReplayFixtures.made("r", "oven", 2);

        assertThat(ReleaseReference.of(text).matches(release)).isEqualTo(wanted);
    }
}
