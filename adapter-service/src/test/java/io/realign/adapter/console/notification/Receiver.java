package io.realign.adapter.console.notification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP server that responds with the given statuses, then with 204. */
public final class Receiver implements AutoCloseable {
    /** A received request. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Request(String path, Headers headers, byte[] body) {
        public JsonNode json() {
            try {
                return new ObjectMapper().readTree(body);
            } catch (IOException e) {
                throw new IllegalStateException("body is not JSON", e);
            }
        }

        String header(String name) {
            return headers.getFirst(name);
        }
    }

    private final HttpServer server;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Queue<Integer> statuses;

    /** Starts a receiver on a free port. */
    public static Receiver respondingWith(Integer... statuses) throws IOException {
        return new Receiver(0, statuses);
    }

    /** Starts a receiver on this port. */
    public static Receiver at(int port, Integer... statuses) throws IOException {
        return new Receiver(port, statuses);
    }

    private Receiver(int port, Integer... statuses) throws IOException {
        this.statuses = new ConcurrentLinkedQueue<>(List.of(statuses));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::respond);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port() + "/events";
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void respond(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        requests.add(new Request(exchange.getRequestURI().getPath(), exchange.getRequestHeaders(), body));
        Integer status = statuses.poll();
        exchange.getResponseHeaders().set("location", "/elsewhere");
        exchange.sendResponseHeaders(status == null ? 204 : status, -1);
        exchange.close();
    }
}
