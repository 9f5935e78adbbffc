package io.realign.adapter.console.history;

import io.realign.adapter.api.Roles;
import io.realign.adapter.control.rollout.RolloutController;
import io.realign.adapter.control.rollout.RolloutState;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What is being rolled out. */
@Path("/api/rollouts")
@RolesAllowed(Roles.READ)
public class RolloutResource {
    private final RolloutController control;

    RolloutResource(RolloutController control) {
        this.control = control;
    }

    @GET
    @Operation(operationId = "rollouts", summary = "What is being rolled out, or watched for its recovery")
    public List<RolloutState> list() {
        return control.states();
    }
}
