package io.realign.cli.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.model.ModelRelease;
import java.net.URLEncoder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Identifies a release. */
sealed interface ReleaseReference {
    Pattern DOMAIN_VERSION = Pattern.compile("(.+)@([1-9][0-9]{0,17})", Pattern.DOTALL);

    /** Parses {@code domain@version} or a release id. */
    static ReleaseReference of(String text) {
        Matcher parts = DOMAIN_VERSION.matcher(text);
        return parts.matches() ? DomainVersion.of(parts.group(1), Long.parseLong(parts.group(2))) : new ById(text);
    }

    boolean matches(ModelRelease release);

    /** Query parameters of the adapter API. */
    String toQuery();

    record ById(String id) implements ReleaseReference {
        @Override
        public boolean matches(ModelRelease release) {
            return release.id().equals(id);
        }

        @Override
        public String toQuery() {
            return "id=" + URLEncoder.encode(id, UTF_8);
        }

        @Override
        public String toString() {
            return id;
        }
    }

    /** Version 1 of every domain is the shared base model. */
    record DomainVersion(String domain, long version) implements ReleaseReference {
        static DomainVersion of(String domain, long version) {
            return new DomainVersion(version == 1 ? ModelRelease.SHARED : domain, version);
        }

        @Override
        public boolean matches(ModelRelease release) {
            return release.domain().equals(domain) && release.version() == version;
        }

        @Override
        public String toQuery() {
            return "domain=" + URLEncoder.encode(domain, UTF_8) + "&version=" + version;
        }

        @Override
        public String toString() {
            return domain + "@" + version;
        }
    }
}
