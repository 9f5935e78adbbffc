package io.realign.adapter.instance;

import io.realign.adapter.api.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** State of this process. */
@Path("/api/instance")
@RolesAllowed(Roles.READ)
public class InstanceResource {
    private final Instance instance;

    InstanceResource(Instance instance) {
        this.instance = instance;
    }

    /** @param problems reasons why the process waits, by component */
    public record InstanceStatus(InstanceState state, Map<String, String> problems) {}

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "instance", summary = "Whether this process is the leader, a standby, or waits for Kafka")
    public InstanceStatus get() {
        return new InstanceStatus(instance.state(), instance.problems());
    }
}
