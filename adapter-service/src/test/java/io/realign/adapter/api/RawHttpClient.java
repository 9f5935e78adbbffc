package io.realign.adapter.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;

/** Sends requests as written, also those that HTTP clients refuse to send. */
record RawHttpClient(URI service) {
    /**
     * @param head status line and headers
     * @param body body, with chunk sizes if it is chunked
     */
    record RawResponse(int status, String head, String body) {}

    /** Sends a request without body: request line and headers, without {@code Connection}. */
    RawResponse send(String requestLine, String... headers) throws IOException {
        return sendBytes("%s HTTP/1.1\r\n%s\r\n".formatted(requestLine, lines(headers)));
    }

    /** Sends a POST request with a body. */
    RawResponse post(String path, String body, String... headers) throws IOException {
        return sendBytes("POST %s HTTP/1.1\r\n%sContent-Length: %d\r\n\r\n%s"
                .formatted(path, lines(headers), body.getBytes(UTF_8).length, body));
    }

    /** Value of the header {@code Host} for this service. */
    String host() {
        return service.getAuthority();
    }

    private static String lines(String... headers) {
        StringBuilder lines = new StringBuilder("Connection: close\r\n");
        Arrays.stream(headers).forEach(header -> lines.append(header).append("\r\n"));
        return lines.toString();
    }

    private RawResponse sendBytes(String request) throws IOException {
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(UTF_8));
            String response = new String(socket.getInputStream().readAllBytes(), UTF_8);
            String[] parts = response.split("\r\n\r\n", 2);
            return new RawResponse(Integer.parseInt(parts[0].split(" ", 3)[1]), parts[0], parts[1]);
        }
    }
}
