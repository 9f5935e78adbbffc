package io.realign.adapter.instance;

import io.realign.adapter.api.Problem;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

/** Rejects commands for the leader while this process is not the leader. */
@Provider
@LeaderOnly
public class LeaderOnlyFilter implements ContainerRequestFilter {
    private final Instance instance;

    LeaderOnlyFilter(Instance instance) {
        this.instance = instance;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (!instance.isLeader()) {
            request.abortWith(Problem.response(
                    Response.Status.SERVICE_UNAVAILABLE,
                    "Not the leader",
                    "this process is %s and executes no commands; send the command to the leader, see GET /api/instance"
                            .formatted(instance.state())));
        }
    }
}
