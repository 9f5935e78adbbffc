package io.realign.adapter.console.history;

import io.realign.adapter.api.Roles;
import io.realign.adapter.control.rollout.RolloutController;
import io.realign.adapter.control.rollout.RolloutState;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** States of the rollouts. */
@Path("/api/rollouts")
@RolesAllowed(Roles.READ)
public class RolloutResource {
    private final RolloutController controller;

    RolloutResource(RolloutController controller) {
        this.controller = controller;
    }

    @GET
    @Operation(
            operationId = "rollouts",
            summary = "Rollouts in progress, and completed ones while the recovery of the domain is monitored")
    public List<RolloutState> list() {
        return controller.states();
    }
}
