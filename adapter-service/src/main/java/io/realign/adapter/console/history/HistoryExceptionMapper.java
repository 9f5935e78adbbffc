package io.realign.adapter.console.history;

import io.realign.adapter.api.Problem;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jdbi.v3.core.JdbiException;

/** A history that cannot be asked is no fault of the asker's, and passes. */
public class HistoryExceptionMapper {
    private static final Logger LOG = Logger.getLogger(HistoryExceptionMapper.class);

    @ServerExceptionMapper
    public Response databaseUnavailable(JdbiException e) {
        LOG.warn("the history cannot be asked", e);
        return Problem.response(
                Response.Status.SERVICE_UNAVAILABLE,
                "No history now",
                "the database of the history does not answer; adapting goes on without it, ask again later");
    }
}
