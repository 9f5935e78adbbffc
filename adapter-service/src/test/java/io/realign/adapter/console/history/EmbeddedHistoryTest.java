package io.realign.adapter.console.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedHistoryTest extends HistoryStoreContract {
    @TempDir
    Path directory;

    @Override
    DataSource emptyDatabase() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:file:" + directory.resolve("history") + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE");
        return source;
    }

    @Override
    Runnable migration(Flyway tables) {
        return HistoryDatabase.forOwnerOnly(directory, tables::migrate);
    }

    @Test
    void file_isReadableByItsOwnerOnly() throws IOException {
        Path file = directory.resolve(HistoryDatabase.FILE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }
}
