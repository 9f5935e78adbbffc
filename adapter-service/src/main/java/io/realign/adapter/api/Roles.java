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

    private static final List<String> HIERARCHY = List.of(READ, OPERATE, ADMIN);

    private Roles() {}

    /** Whether there is such a role. */
    static boolean exists(String role) {
        return HIERARCHY.contains(role);
    }

    /** A role with all that it may stand in for. */
    static Set<String> withImplied(String role) {
        return Set.copyOf(HIERARCHY.subList(0, HIERARCHY.indexOf(role) + 1));
    }
}
