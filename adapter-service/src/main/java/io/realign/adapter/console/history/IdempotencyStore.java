package io.realign.adapter.console.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.realign.adapter.api.Problem;
import io.realign.adapter.api.RequestFilter;
import io.realign.event.ContentId;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * Executes commands at most once per idempotency key. A command with a repeated key gets the stored response, even after a restart. A
 * command without a key is always executed.
 */
@Singleton
public final class IdempotencyStore {
    public static final String HEADER = RequestFilter.IDEMPOTENCY_KEY;

    private static final String KEY = "[\\x21-\\x7e]{1,200}";

    /** Length of the database column. */
    private static final int MAX_OPERATION_LENGTH = 1200;

    private static final int SERVER_ERROR = 500;

    private final HistoryStore history;
    private final ObjectMapper json;
    private final InstantSource clock;

    IdempotencyStore(HistoryStore history, ObjectMapper json, InstantSource clock) {
        this.history = history;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Executes a command, or returns the stored response to the same idempotency key.
     *
     * @param key idempotency key of the client, or null
     * @param operation command and resource; a key must not be reused for another operation
     */
    public Response executeOnce(String key, String operation, Supplier<Response> command) {
        if (key == null) {
            return command.get();
        }
        if (!key.matches(KEY)) {
            return Problem.response(
                    Status.BAD_REQUEST,
                    "Invalid idempotency key",
                    HEADER + ": expected 1 to 200 visible ASCII characters, got other characters");
        }
        String storedOperation = operation.length() > MAX_OPERATION_LENGTH ? ContentId.of(operation) : operation;
        if (!history.startCommand(key, storedOperation, clock.instant())) {
            return history.command(key)
                    .map(earlier -> responseTo(earlier, storedOperation))
                    .orElseGet(() -> executeOnce(key, operation, command));
        }
        return executeAndStore(key, command);
    }

    /** Server errors are not stored, so that the command can be repeated with the same key. */
    private Response executeAndStore(String key, Supplier<Response> command) {
        boolean stored = false;
        try {
            Response response = command.get();
            if (response.getStatus() < SERVER_ERROR) {
                history.completeCommand(key, response.getStatus(), toJson(response.getEntity()));
                stored = true;
            }
            return response;
        } finally {
            if (!stored) {
                history.deleteCommand(key);
            }
        }
    }

    private static Response responseTo(HistoryStore.StoredCommand stored, String operation) {
        if (!stored.operation().equals(operation)) {
            return Problem.response(
                    Status.CONFLICT,
                    "Idempotency key reused",
                    "expected a new %s for '%s', got the key of '%s'".formatted(HEADER, operation, stored.operation()));
        }
        if (stored.isInProgress()) {
            return Problem.response(
                    Status.CONFLICT,
                    "Command in progress",
                    "this command is in progress; retry later for its response");
        }
        boolean error = stored.status() >= Status.BAD_REQUEST.getStatusCode();
        return Response.status(stored.status())
                .type(error ? Problem.TYPE : MediaType.APPLICATION_JSON_TYPE)
                .entity(stored.body())
                .build();
    }

    private String toJson(Object entity) {
        try {
            return json.writeValueAsString(entity);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + entity.getClass().getName() + " as JSON", e);
        }
    }
}
