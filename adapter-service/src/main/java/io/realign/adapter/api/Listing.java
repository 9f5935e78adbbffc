package io.realign.adapter.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.realign.event.ContentId;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A list in pages: a JSON array of some, where there are more a {@code Link} to the next ones (RFC 8288), and an {@code ETag}
 * by which one that is known already need not be sent again (RFC 9110).
 */
@Singleton
public class Listing {
    static final int MOST = 1000;

    private final ObjectMapper json;

    Listing(ObjectMapper json) {
        this.json = json;
    }

    /**
     * One page.
     *
     * @param all oldest first
     * @param id of an item, which no other has
     * @param page which one
     */
    public <T> Response page(List<T> all, Function<T, String> id, Page page) throws JsonProcessingException {
        int most = number(page.limit);
        if (most < 1 || most > MOST) {
            return malformed("limit: expected a number from 1 to %d, got '%s'".formatted(MOST, page.limit));
        }
        int from = page.after == null
                ? 0
                : IntStream.range(0, all.size())
                        .filter(i -> id.apply(all.get(i)).equals(page.after))
                        .map(i -> i + 1)
                        .findFirst()
                        .orElse(-1);
        if (from < 0) {
            return malformed("after: expected the id of an item, got '%s'".formatted(page.after));
        }
        List<T> items = all.subList(from, Math.min(all.size(), from + most));
        byte[] body = json.writeValueAsBytes(items);
        EntityTag tag = new EntityTag(ContentId.digest(body));
        ResponseBuilder known = page.request.evaluatePreconditions(tag);
        ResponseBuilder answer = known == null ? Response.ok(body, MediaType.APPLICATION_JSON_TYPE) : known;
        answer.tag(tag);
        if (from + items.size() < all.size()) {
            String last = id.apply(items.get(items.size() - 1));
            answer.link(
                    page.uri
                            .getRequestUriBuilder()
                            .replaceQueryParam("limit", most)
                            .replaceQueryParam("after", last)
                            .build(),
                    "next");
        }
        return answer.build();
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    }

    private static Response malformed(String detail) {
        return Problem.response(Status.BAD_REQUEST, detail);
    }
}
