package io.realign.adapter.console.history;

import io.realign.adapter.api.Problem;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jdbi.v3.core.JdbiException;

/** Maps database failures to status 503. */
public class HistoryExceptionMapper {
    private static final Logger LOG = Logger.getLogger(HistoryExceptionMapper.class);

    @ServerExceptionMapper
    public Response databaseUnavailable(JdbiException e) {
        LOG.warn("the history database is unavailable", e);
        return Problem.response(
                Response.Status.SERVICE_UNAVAILABLE,
                "History unavailable",
                "the history database is unavailable; adaptations are not affected; retry later");
    }
}
