package io.realign.adapter.history;

import io.realign.adapter.api.Listing;
import io.realign.adapter.api.Page;
import jakarta.inject.Singleton;
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
}
