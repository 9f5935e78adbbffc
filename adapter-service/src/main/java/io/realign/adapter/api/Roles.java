package io.realign.adapter.api;

import java.util.List;
import java.util.Set;

/** Who may do what. Each role may do what those before it may. */
public final class Roles {
    /** Looks at everything. */
    public static final String READ = "read";

    /** Holds, approves and takes back. */
    public static final String OPERATE = "operate";

    /** Does what concerns the service itself. */
    public static final String ADMIN = "admin";

    private static final List<String> GROWING = List.of(READ, OPERATE, ADMIN);

    private Roles() {}

    /** Whether there is such a role. */
    static boolean known(String role) {
        return GROWING.contains(role);
    }

    /** A role with all that it may stand in for. */
    static Set<String> upTo(String role) {
        return Set.copyOf(GROWING.subList(0, GROWING.indexOf(role) + 1));
    }
}
