package io.realign.adapter.console.history;

import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedHistoryTest extends HistoryStoreContract {
    @TempDir
    Path directory;

    @Override
    HistoryStore emptyStore() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:file:" + directory.resolve("history") + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE");
        Flyway tables = Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/history")
                .load();
        return new HistoryStore(Jdbi.create(source), tables::migrate);
    }
}
