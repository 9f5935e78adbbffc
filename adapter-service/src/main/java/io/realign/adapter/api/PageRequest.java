package io.realign.adapter.api;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.UriInfo;

/** Query parameters of a paged list. */
public class PageRequest {
    /** Maximum number of items, 1 to 1,000. */
    @QueryParam("limit")
    @DefaultValue("100")
    String limit;

    /** Id of the last item of the previous page; null for the first page. */
    @QueryParam("after")
    String after;

    @Context
    Request request;

    @Context
    UriInfo uri;
}
