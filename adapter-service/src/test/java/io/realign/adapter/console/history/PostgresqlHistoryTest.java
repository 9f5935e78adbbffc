package io.realign.adapter.console.history;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresqlHistoryTest extends HistoryStoreContract {
    private static EmbeddedPostgres server;

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Override
    HistoryStore emptyStore() throws SQLException {
        DataSource source = server.getPostgresDatabase();
        Flyway tables = Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/history")
                .cleanDisabled(false)
                .load();
        tables.clean();
        return new HistoryStore(Jdbi.create(source), tables::migrate);
    }
}
