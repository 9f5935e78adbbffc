package io.realign.adapter.console.history;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.arc.InjectableInstance;
import io.quarkus.flyway.FlywayDataSource;
import io.realign.adapter.api.PrivateFiles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/** Selects the history database: PostgreSQL if {@code realign.history.url} is set, otherwise an embedded H2 file. */
final class HistoryDatabase {
    /** File that H2 creates for the database {@code history}. */
    static final String FILE = "history.mv.db";

    private static final Logger LOG = Logger.getLogger(HistoryDatabase.class);

    @Produces
    @ApplicationScoped
    HistoryStore store(
            @ConfigProperty(name = "realign.history.directory") Path directory,
            @DataSource("postgresql") InjectableInstance<AgroalDataSource> postgresql,
            @FlywayDataSource("postgresql") InjectableInstance<Flyway> postgresqlMigration,
            @DataSource("embedded") InjectableInstance<AgroalDataSource> embedded,
            @FlywayDataSource("embedded") InjectableInstance<Flyway> embeddedMigration) {
        boolean external = postgresql.getHandle().getBean().isActive();
        LOG.infof("history database: %s", external ? "PostgreSQL" : "embedded H2");
        if (external) {
            return new HistoryStore(Jdbi.create(postgresql.get()), postgresqlMigration.get()::migrate);
        }
        return new HistoryStore(Jdbi.create(embedded.get()), forOwnerOnly(directory, embeddedMigration.get()::migrate));
    }

    /** Restricts the file to its owner: the migration creates it with the default permissions of the process. */
    static Runnable forOwnerOnly(Path directory, Runnable migration) {
        return () -> {
            try {
                PrivateFiles.createDirectory(directory);
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "cannot create the directory " + directory + " of the history database", e);
            }
            migration.run();
            PrivateFiles.restrict(directory.resolve(FILE));
        };
    }
}
