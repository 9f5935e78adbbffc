package io.realign.adapter.api;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.quarkus.smallrye.openapi.OpenApiFilter.RunStage;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.eclipse.microprofile.openapi.models.security.SecurityRequirement;

/** Adds to all operations the error response, a problem, and the two ways to send a token. */
@OpenApiFilter(stages = RunStage.RUNTIME_STARTUP)
public final class ApiDocumentFilter implements OASFilter {
    /** Responses that Quarkus has derived from the roles. */
    private static final List<String> GENERATED_ERRORS = List.of("401", "403");

    private static final String CLIENT_ERRORS = "4XX";

    @Override
    public Operation filterOperation(Operation operation) {
        APIResponses responses = operation.getResponses();
        GENERATED_ERRORS.forEach(responses::removeAPIResponse);
        responses.addAPIResponse(CLIENT_ERRORS, OASFactory.createAPIResponse().ref(ApiDocument.PROBLEM));
        operation.setSecurity(roles(operation)
                .map(roles -> List.of(requirement(ApiDocument.TOKEN, roles), requirement(ApiDocument.PASSWORD, roles)))
                .orElse(List.of()));
        return operation;
    }

    /** The roles that Quarkus has derived from the annotations; empty if the operation needs no token. */
    private static Optional<List<String>> roles(Operation operation) {
        return Optional.ofNullable(operation.getSecurity()).stream()
                .flatMap(List::stream)
                .flatMap(requirement -> requirement.getSchemes().values().stream())
                .findFirst();
    }

    private static SecurityRequirement requirement(String scheme, List<String> roles) {
        return OASFactory.createSecurityRequirement().addScheme(scheme, roles);
    }
}
