package io.realign.adapter.console.history;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
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
    DataSource emptyDatabase() {
        DataSource source = server.getPostgresDatabase();
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/history")
                .cleanDisabled(false)
                .load()
                .clean();
        return source;
    }
}
