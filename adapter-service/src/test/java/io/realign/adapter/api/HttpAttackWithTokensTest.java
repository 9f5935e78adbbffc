package io.realign.adapter.api;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.realign.adapter.TokenAuthenticationProfile;
import java.util.List;

/** A token does not make the requests of another site acceptable. */
@QuarkusTest
@TestProfile(TokenAuthenticationProfile.class)
class HttpAttackWithTokensTest extends HttpAttackContract {
    @Override
    List<String> credentials() {
        return List.of("Authorization: Bearer " + TokenAuthenticationProfile.ADMINISTRATOR);
    }
}
