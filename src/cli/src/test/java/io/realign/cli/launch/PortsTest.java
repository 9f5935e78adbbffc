package io.realign.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.RepeatedTest;

class PortsTest {
    @RepeatedTest(20)
    void freePorts_differ_andNoOutgoingConnectionTakesThem() throws IOException {
        Ports ports = Ports.free();

        assertThat(ports.broker()).isNotEqualTo(ports.adapter()).isBetween(20_000, 32_767);
        assertThat(ports.adapter()).isBetween(20_000, 32_767);
        try (ServerSocket broker = new ServerSocket(ports.broker(), 1, InetAddress.getLoopbackAddress());
                ServerSocket adapter = new ServerSocket(ports.adapter(), 1, InetAddress.getLoopbackAddress())) {
            assertThat(broker.isBound()).isTrue();
            assertThat(adapter.isBound()).isTrue();
        }
    }
}
