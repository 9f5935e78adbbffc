package io.realign.cli.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Loopback ports.
 *
 * @param broker port of the Kafka broker
 * @param adapter port of the adapter service
 */
public record Ports(int broker, int adapter) {
    /** Operating systems take the ports of outgoing connections from a higher range. */
    private static final int MIN_PORT = 20_000;

    private static final int MAX_PORT = 32_767;

    private static final int MAX_ATTEMPTS = 100;

    /**
     * Two ports that no process listens on at the time of the call, and that no outgoing connection takes before a program
     * listens, or while it restarts.
     */
    public static Ports free() {
        try (ServerSocket one = listen();
                ServerSocket other = listen()) {
            return new Ports(one.getLocalPort(), other.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException("expected two free ports on the loopback address", e);
        }
    }

    private static ServerSocket listen() throws IOException {
        BindException last = null;
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(MIN_PORT, MAX_PORT + 1);
            try {
                return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
            } catch (BindException e) {
                last = e;
            }
        }
        throw new IOException(
                "expected a free port from %d to %d, got none in %d attempts"
                        .formatted(MIN_PORT, MAX_PORT, MAX_ATTEMPTS),
                last);
    }

    public String bootstrap() {
        return "127.0.0.1:" + broker;
    }

    public String adapterAddress() {
        return "http://127.0.0.1:" + adapter;
    }
}
