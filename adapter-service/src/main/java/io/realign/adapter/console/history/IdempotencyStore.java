package io.realign.adapter.console.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.realign.adapter.api.Problem;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * Commands that are done once, however often they are sent: one that comes with a key that is known is answered as it was the
 * first time, also after a restart. Without a key each is a command of its own.
 */
@Singleton
public final class IdempotencyStore {
    /** The name of the header that brings the key. */
    public static final String HEADER = "Idempotency-Key";

    private static final String KEY = "[\\x21-\\x7e]{1,200}";
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
     * The answer to a command.
     *
     * @param key what the asker calls this command, null if it has no name
     * @param operation what is to be done with what
     * @param work does it
     */
    public Response executeOnce(String key, String operation, Supplier<Response> work) {
        if (key == null) {
            return work.get();
        }
        if (!key.matches(KEY)) {
            return Problem.response(
                    Status.BAD_REQUEST,
                    "No such key",
                    HEADER + ": expected 1 to 200 visible ASCII characters, got others");
        }
        if (!history.startCommand(key, operation, clock.instant())) {
            return history.command(key)
                    .map(known -> replay(known, operation))
                    .orElseGet(() -> executeOnce(key, operation, work));
        }
        return executeAndStore(key, work);
    }

    /** What went wrong on our side may go better the next time, so it is not remembered. */
    private Response executeAndStore(String key, Supplier<Response> work) {
        boolean done = false;
        try {
            Response answer = work.get();
            if (answer.getStatus() < SERVER_ERROR) {
                history.completeCommand(key, answer.getStatus(), toJson(answer.getEntity()));
                done = true;
            }
            return answer;
        } finally {
            if (!done) {
                history.deleteCommand(key);
            }
        }
    }

    private static Response replay(StoredCommand known, String operation) {
        if (!known.operation().equals(operation)) {
            return Problem.response(
                    Status.CONFLICT,
                    "Another command",
                    "expected a new %s for %s, got the one of %s".formatted(HEADER, operation, known.operation()));
        }
        if (known.status() == 0) {
            return Problem.response(
                    Status.CONFLICT, "Under way", "this command is being done; ask for its answer later");
        }
        boolean refused = known.status() >= Status.BAD_REQUEST.getStatusCode();
        return Response.status(known.status())
                .type(refused ? Problem.TYPE : MediaType.APPLICATION_JSON_TYPE)
                .entity(known.body())
                .build();
    }

    private String toJson(Object entity) {
        try {
            return json.writeValueAsString(entity);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "cannot write a " + entity.getClass().getName() + " as JSON", e);
        }
    }
}
