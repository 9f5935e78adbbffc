package io.realign.client.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.realign.event.ContentId;
import io.realign.model.Artifact;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP server with the artifact paths of the adapter service. */
public final class ArtifactServer implements AutoCloseable {
    private static final int NOT_FOUND = 404;
    private static final int OK = 200;

    private final HttpServer server;
    private final Map<String, byte[]> bodies = new ConcurrentHashMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile int nextStatus;

    public ArtifactServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/artifacts/", this::answer);
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Serves the bytes under their digest. */
    public Artifact put(byte[] bytes) {
        Artifact artifact = new Artifact(Artifact.Kind.INFERENCE, ContentId.digest(bytes), bytes.length);
        bodies.put(artifact.sha256(), bytes);
        return artifact;
    }

    /** Serves other bytes under the artifact's digest. */
    public void replace(Artifact artifact, byte[] bytes) {
        bodies.put(artifact.sha256(), bytes);
    }

    /** Answers only the next request with the status. */
    public void failOnce(int status) {
        nextStatus = status;
    }

    public int requestCount() {
        return requests.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        String path = exchange.getRequestURI().getPath();
        byte[] body = bodies.get(path.substring(path.lastIndexOf('/') + 1));
        int status = nextStatus != 0 ? nextStatus : body == null ? NOT_FOUND : OK;
        nextStatus = 0;
        try (exchange) {
            exchange.sendResponseHeaders(status, status == OK ? body.length : -1);
            if (status == OK) {
                exchange.getResponseBody().write(body);
            }
        }
    }
}
