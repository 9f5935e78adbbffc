package io.realign.adapter.api;

import java.util.List;
import java.util.Set;

/** Roles of the API. Each role implies the roles before it. */
public final class Roles {
    /** Reads all resources. */
    public static final String READ = "read";

    /** Advances, pauses, resumes and rolls back releases; redrives dead letters. */
    public static final String OPERATE = "operate";

    /** Implies all other roles. */
    public static final String ADMIN = "admin";

    private static final List<String> HIERARCHY = List.of(READ, OPERATE, ADMIN);

    private Roles() {}

    static boolean exists(String role) {
        return HIERARCHY.contains(role);
    }

    /** The role and all roles that it implies. */
    static Set<String> withImplied(String role) {
        return Set.copyOf(HIERARCHY.subList(0, HIERARCHY.indexOf(role) + 1));
    }
}
