package io.realign.adapter.api;

import io.realign.event.ContentId;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A list in pages: a JSON array of some, where there are more a {@code Link} to the next ones (RFC 8288), and an {@code ETag}
 * by which one that is known already need not be sent again (RFC 9110).
 */
@Singleton
public class Paginator {
    static final int MAX_LIMIT = 1000;

    private final ListJson json;

    Paginator(ListJson json) {
        this.json = json;
    }

    /**
     * One page.
     *
     * @param find finds the item of an id
     * @param next up to so many items after that one, or from the first
     * @param id of an item, which no other has
     * @param page which one
     */
    public <T> Response page(
            Function<String, Optional<T>> find, PageSource<T> next, Function<T, String> id, PageRequest page) {
        int most = parseLimit(page.limit);
        if (most < 1 || most > MAX_LIMIT) {
            return badRequest("limit: expected a number from 1 to %d, got '%s'".formatted(MAX_LIMIT, page.limit));
        }
        Optional<T> after = Optional.ofNullable(page.after).flatMap(find);
        if (page.after != null && after.isEmpty()) {
            return badRequest("after: expected the id of an item, got '%s'".formatted(page.after));
        }
        List<T> oneMore = next.items(after, most + 1);
        List<T> items = oneMore.subList(0, Math.min(most, oneMore.size()));
        ResponseBuilder answer =
                conditionalResponse(items.stream().map(json::write).collect(Collectors.joining(",", "[", "]")), page);
        if (oneMore.size() > most) {
            answer.link(
                    page.uri
                            .getRequestUriBuilder()
                            .replaceQueryParam("limit", most)
                            .replaceQueryParam("after", id.apply(items.get(most - 1)))
                            .build(),
                    "next");
        }
        return answer.build();
    }

    private static ResponseBuilder conditionalResponse(String body, PageRequest page) {
        EntityTag tag = new EntityTag(ContentId.of(body));
        ResponseBuilder known = page.request.evaluatePreconditions(tag);
        ResponseBuilder answer = known == null ? Response.ok(body, MediaType.APPLICATION_JSON_TYPE) : known;
        return answer.tag(tag);
    }

    private static int parseLimit(String text) {
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    }

    private static Response badRequest(String detail) {
        return Problem.response(Status.BAD_REQUEST, detail);
    }

    /** Finds the items that follow one. */
    public interface PageSource<T> {
        List<T> items(Optional<T> after, int most);
    }
}
