package io.realign.cli.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.model.ModelRelease;
import java.net.URLEncoder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which release. */
sealed interface Wanted {
    Pattern PLACE = Pattern.compile("(.+)@([1-9][0-9]{0,17})", Pattern.DOTALL);

    /** Either {@code domain@version} or an id. */
    static Wanted of(String text) {
        Matcher place = PLACE.matcher(text);
        return place.matches() ? Place.of(place.group(1), Long.parseLong(place.group(2))) : new Id(text);
    }

    boolean is(ModelRelease release);

    /** As the adapter's API is asked for it. */
    String query();

    /** Under an id. */
    record Id(String id) implements Wanted {
        @Override
        public boolean is(ModelRelease release) {
            return release.id().equals(id);
        }

        @Override
        public String query() {
            return "id=" + URLEncoder.encode(id, UTF_8);
        }

        @Override
        public String toString() {
            return id;
        }
    }

    /** In a lineage; version 1 of every domain is the shared one. */
    record Place(String domain, long version) implements Wanted {
        static Place of(String domain, long version) {
            return new Place(version == 1 ? ModelRelease.SHARED : domain, version);
        }

        @Override
        public boolean is(ModelRelease release) {
            return release.domain().equals(domain) && release.version() == version;
        }

        @Override
        public String query() {
            return "domain=" + URLEncoder.encode(domain, UTF_8) + "&version=" + version;
        }

        @Override
        public String toString() {
            return domain + "@" + version;
        }
    }
}
