package io.realign.adapter.api;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.UriInfo;

/** Which page of a list is asked for. */
public class PageRequest {
    /** How many items at most. */
    @QueryParam("limit")
    @DefaultValue("100")
    String limit;

    /** The id of the last item of the page before; null for the first page. */
    @QueryParam("after")
    String after;

    @Context
    Request request;

    @Context
    UriInfo uri;
}
