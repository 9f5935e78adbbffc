package io.realign.adapter.api;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** A provider says the highest role of somebody, and those before it follow. */
@Singleton
final class RoleHierarchy implements SecurityIdentityAugmentor {
    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        QuarkusSecurityIdentity.Builder grown = QuarkusSecurityIdentity.builder(identity);
        identity.getRoles().stream()
                .filter(Roles::exists)
                .map(Roles::withImplied)
                .forEach(grown::addRoles);
        return Uni.createFrom().item(grown.build());
    }
}
