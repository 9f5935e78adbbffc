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
import java.util.stream.Collectors;

/**
 * Responds to list requests page by page: a JSON array with a {@code Link} to the next page (RFC 8288) and an {@code ETag} for
 * conditional requests (RFC 9110).
 */
@Singleton
public record Paginator(ListJson json) {
    static final int MAX_LIMIT = 1000;

    /** A list whose items have unique ids. */
    public interface PagedList<T> {
        Optional<T> find(String id);

        /** At most {@code limit} items that follow {@code after}, or the first items if {@code after} is empty. */
        List<T> items(Optional<T> after, int limit);

        String id(T item);
    }

    /** The requested page, or a problem with status 400 if a query parameter is invalid. */
    public <T> Response page(PagedList<T> list, PageRequest request) {
        int limit = parseLimit(request.limit);
        if (limit < 1 || limit > MAX_LIMIT) {
            return badRequest("limit: expected a number from 1 to %d, got '%s'".formatted(MAX_LIMIT, request.limit));
        }
        Optional<T> after = Optional.ofNullable(request.after).flatMap(list::find);
        if (request.after != null && after.isEmpty()) {
            return badRequest("after: expected the id of an item, got '%s'".formatted(request.after));
        }
        List<T> oneMore = list.items(after, limit + 1);
        List<T> items = oneMore.subList(0, Math.min(limit, oneMore.size()));
        ResponseBuilder response = conditionalResponse(
                items.stream().map(json::write).collect(Collectors.joining(",", "[", "]")), request);
        if (oneMore.size() > limit) {
            response.link(
                    request.uri
                            .getRequestUriBuilder()
                            .replaceQueryParam("limit", limit)
                            .replaceQueryParam("after", list.id(items.get(limit - 1)))
                            .build(),
                    "next");
        }
        return response.build();
    }

    private static ResponseBuilder conditionalResponse(String body, PageRequest page) {
        EntityTag tag = new EntityTag(ContentId.of(body));
        ResponseBuilder notModified = page.request.evaluatePreconditions(tag);
        ResponseBuilder response =
                notModified == null ? Response.ok(body, MediaType.APPLICATION_JSON_TYPE) : notModified;
        return response.tag(tag);
    }

    private static Response badRequest(String detail) {
        return Problem.response(Status.BAD_REQUEST, detail);
    }

    private static int parseLimit(String text) {
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    }
}
