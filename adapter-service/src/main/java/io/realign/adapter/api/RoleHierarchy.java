package io.realign.adapter.api;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Adds the roles that the roles of an identity imply. */
@Singleton
final class RoleHierarchy implements SecurityIdentityAugmentor {
    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        QuarkusSecurityIdentity.Builder augmented = QuarkusSecurityIdentity.builder(identity);
        identity.getRoles().stream()
                .filter(Roles::exists)
                .map(Roles::withImplied)
                .forEach(augmented::addRoles);
        return Uni.createFrom().item(augmented.build());
    }
}
