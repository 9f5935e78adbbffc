package io.realign.adapter.console.history;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.arc.InjectableInstance;
import io.quarkus.flyway.FlywayDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import org.flywaydb.core.Flyway;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/** Selects the history database: PostgreSQL if {@code realign.history.url} is set, otherwise an embedded H2 file. */
final class HistoryDatabase {
    private static final Logger LOG = Logger.getLogger(HistoryDatabase.class);

    @Produces
    @ApplicationScoped
    HistoryStore store(
            @DataSource("postgresql") InjectableInstance<AgroalDataSource> postgresql,
            @FlywayDataSource("postgresql") InjectableInstance<Flyway> postgresqlMigration,
            @DataSource("embedded") InjectableInstance<AgroalDataSource> embedded,
            @FlywayDataSource("embedded") InjectableInstance<Flyway> embeddedMigration) {
        boolean external = postgresql.getHandle().getBean().isActive();
        LOG.infof("history database: %s", external ? "PostgreSQL" : "embedded H2");
        return external
                ? new HistoryStore(Jdbi.create(postgresql.get()), postgresqlMigration.get()::migrate)
                : new HistoryStore(Jdbi.create(embedded.get()), embeddedMigration.get()::migrate);
    }
}
