package io.realign.adapter.console.history;

import io.realign.adapter.api.PageRequest;
import io.realign.adapter.api.Paginator;
import io.realign.adapter.api.Problem;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** The messages of the history in pages, newest first. */
@Singleton
public final class HistoryPaginator {
    private final HistoryStore history;
    private final Paginator listing;

    HistoryPaginator(HistoryStore history, Paginator listing) {
        this.history = history;
        this.listing = listing;
    }

    /**
     * One page.
     *
     * @param domain those of one domain, or of all
     */
    public <T> Response page(HistoryTopic<T> kept, Optional<String> domain, PageRequest page) {
        return listing.page(
                id -> history.message(kept, id),
                (after, most) -> history.messages(
                        kept, domain, after.map(Logged::message).map(kept.id()), most),
                seen -> kept.id().apply(seen.message()),
                page);
    }

    /**
     * One message, whole.
     *
     * @param name what such a message is called
     */
    public <T> Response item(HistoryTopic<T> kept, String id, String name) {
        return history.message(kept, id)
                .map(seen -> Response.ok(seen, MediaType.APPLICATION_JSON_TYPE).build())
                .orElseGet(() -> Problem.response(
                        Response.Status.NOT_FOUND, "No such " + name, "the history has none with the id " + id));
    }
}
