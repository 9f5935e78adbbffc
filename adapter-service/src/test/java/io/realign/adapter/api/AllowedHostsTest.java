package io.realign.adapter.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllowedHostsTest {
    private static final AllowedHosts HOSTS = AllowedHosts.of("0.0.0.0", List.of("Realign.example", "[2001:db8::7]"));

    /** A probe names the address of the pod. */
    @ParameterizedTest
    @CsvSource({
        "localhost,       127.0.0.1",
        "LocalHost,       127.0.0.1",
        "127.0.0.2,       127.0.0.1",
        "[::1],           ::1",
        "realign.example, 10.1.2.3",
        "REALIGN.EXAMPLE, 10.1.2.3",
        "[2001:db8::7],   10.1.2.3",
        "10.1.2.3,        10.1.2.3",
        "[fd00::5],       fd00:0:0:0:0:0:0:5",
    })
    void ownHost_isContained(String host, String localAddress) {
        assertThat(HOSTS.contains(host, localAddress)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "evil.example,          127.0.0.1",
        "www.realign.example,   127.0.0.1",
        "realign.example.,      127.0.0.1",
        "localhost.example,     127.0.0.1",
        "127.0.0.1.example,     127.0.0.1",
        "127.1,                 127.0.0.1",
        "2130706433,            127.0.0.1",
        "10.1.2.4,              10.1.2.3",
        "10.1.2.3.nip.example,  10.1.2.3",
        "[fd00::6],             fd00:0:0:0:0:0:0:5",
        "'',                    127.0.0.1",
    })
    void foreignHost_isNotContained(String host, String localAddress) {
        assertThat(HOSTS.contains(host, localAddress)).isFalse();
    }

    @Test
    void listenHost_isContained() {
        assertThat(AllowedHosts.of("adapter.internal", List.of()).contains("adapter.internal", "10.1.2.3"))
                .isTrue();
    }
}
