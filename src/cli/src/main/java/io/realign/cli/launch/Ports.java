package io.realign.cli.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * Loopback ports.
 *
 * @param broker port of the Kafka broker
 * @param adapter port of the adapter service
 */
public record Ports(int broker, int adapter) {
    /** Two ports that no process listens on at the time of the call. */
    public static Ports free() {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket one = new ServerSocket(0, 1, loopback);
                ServerSocket other = new ServerSocket(0, 1, loopback)) {
            return new Ports(one.getLocalPort(), other.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException("expected two free ports on the loopback address", e);
        }
    }

    public String bootstrap() {
        return "127.0.0.1:" + broker;
    }

    public String adapterAddress() {
        return "http://127.0.0.1:" + adapter;
    }
}
