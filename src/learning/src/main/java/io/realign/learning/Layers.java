package io.realign.learning;

/** What the layers of a {@link NetSpec} and their weights are called in files, whatever the engine calls them. */
public final class Layers {
    public static final String HIDDEN = "hidden";
    public static final String EMBEDDING = "embedding";
    public static final String CLASS = "class";
    public static final String DOMAIN_HIDDEN = "domain-hidden";
    public static final String DOMAIN = "domain";

    private Layers() {}

    public static String weight(String layer) {
        return layer + ".weight";
    }

    public static String bias(String layer) {
        return layer + ".bias";
    }
}
