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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP server with the artifact paths of the adapter service. */
public final class ArtifactServer implements AutoCloseable {
    private static final int NOT_FOUND = 404;
    private static final int OK = 200;

    private final HttpServer server;
    private final Map<String, byte[]> bodies = new ConcurrentHashMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final Set<String> stalled = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private volatile int nextStatus;

    public ArtifactServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/artifacts/", this::answer);
        server.setExecutor(executor);
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

    /** Sends only the first byte of the artifact, and the others when the server is closed. */
    public void stall(Artifact artifact) {
        stalled.add(artifact.sha256());
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
        closed.countDown();
        server.stop(0);
        executor.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        String path = exchange.getRequestURI().getPath();
        String digest = path.substring(path.lastIndexOf('/') + 1);
        byte[] body = bodies.get(digest);
        int status = nextStatus != 0 ? nextStatus : body == null ? NOT_FOUND : OK;
        nextStatus = 0;
        try (exchange) {
            exchange.sendResponseHeaders(status, status == OK ? body.length : -1);
            if (status == OK && stalled.contains(digest)) {
                exchange.getResponseBody().write(body[0]);
                exchange.getResponseBody().flush();
                closed.await();
            } else if (status == OK) {
                exchange.getResponseBody().write(body);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
