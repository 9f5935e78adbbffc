package io.realign.adapter.console.notification;

import io.realign.adapter.api.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Webhook endpoints. */
@Path("/api/webhooks")
@RolesAllowed(Roles.READ)
public class WebhookResource {
    private final Webhooks webhooks;

    WebhookResource(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    @GET
    @Operation(operationId = "webhooks", summary = "Webhook endpoints and their delivery status")
    public List<WebhookStatus> list() {
        return webhooks.statuses();
    }
}
