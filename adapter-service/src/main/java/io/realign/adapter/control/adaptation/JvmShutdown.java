package io.realign.adapter.control.adaptation;

/** Whether this JVM is on its way down: from then on native libraries may be gone, and no failure means anything. */
public final class JvmShutdown {
    private JvmShutdown() {}

    public static boolean inProgress() {
        Thread probe = new Thread();
        try {
            Runtime.getRuntime().addShutdownHook(probe);
            Runtime.getRuntime().removeShutdownHook(probe);
            return false;
        } catch (IllegalStateException e) {
            // The one way in which the JVM tells.
            return true;
        }
    }
}
