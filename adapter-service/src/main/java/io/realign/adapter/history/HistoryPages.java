package io.realign.adapter.history;

import io.realign.adapter.api.Listing;
import io.realign.adapter.api.Page;
import io.realign.adapter.api.Problem;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** The messages of the history in pages, newest first. */
@Singleton
public final class HistoryPages {
    private final HistoryStore history;
    private final Listing listing;

    HistoryPages(HistoryStore history, Listing listing) {
        this.history = history;
        this.listing = listing;
    }

    /**
     * One page.
     *
     * @param domain those of one domain, or of all
     */
    public <T> Response of(Kept<T> kept, Optional<String> domain, Page page) {
        return listing.page(
                id -> history.message(kept, id),
                (after, most) ->
                        history.messages(kept, domain, after.map(Seen::message).map(kept.id()), most),
                seen -> kept.id().apply(seen.message()),
                page);
    }

    /**
     * One message, whole.
     *
     * @param name what such a message is called
     */
    public <T> Response one(Kept<T> kept, String id, String name) {
        return history.message(kept, id)
                .map(seen -> Response.ok(seen, MediaType.APPLICATION_JSON_TYPE).build())
                .orElseGet(() -> Problem.response(
                        Response.Status.NOT_FOUND, "No such " + name, "the history has none with the id " + id));
    }
}
