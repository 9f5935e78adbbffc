package io.realign.adapter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.realign.model.Artifact.Kind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

class S3ArtifactStoreTest extends ArtifactStoreContract {
    private static final String BUCKET = "models";

    @TempDir
    Path directory;

    private S3Server server;
    private S3ArtifactStore store;

    @BeforeEach
    void start() throws Exception {
        Files.createDirectories(directory.resolve(BUCKET));
        server = new S3Server(directory);
        store = open(BUCKET, S3Server.SECRET);
    }

    @AfterEach
    void stop() throws Exception {
        store.close();
        server.stop();
    }

    @Override
    ArtifactStore store() {
        return store;
    }

    @Override
    void backdate(String sha256) throws IOException {
        Files.setLastModifiedTime(file(sha256), FileTime.from(Instant.now().minus(2, ChronoUnit.DAYS)));
    }

    @Override
    void corrupt(String sha256, byte[] bytes) throws IOException {
        Files.write(file(sha256), bytes);
    }

    @Test
    void missingBucket_isReportedWithItsSetting() {
        assertThatThrownBy(() -> open("elsewhere", S3Server.SECRET))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("bucket elsewhere")
                .hasMessageContaining("realign.artifacts.s3.endpoint");
    }

    @Test
    void wrongSecret_isRejectedAndNotRepeated() {
        assertThatThrownBy(() -> open(BUCKET, "not-the-secret"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("credentials")
                .message()
                .doesNotContain("not-the-secret");
    }

    @Test
    void unavailableServer_isReported() throws Exception {
        URI endpoint = server.endpoint();
        server.stop();

        assertThatThrownBy(() -> store.put(Kind.INFERENCE, bytes(10)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(endpoint.toString());
    }

    @Test
    void otherObjects_areNotListed() throws IOException {
        Files.write(directory.resolve(BUCKET).resolve("0".repeat(64)), bytes(10));
        Files.createDirectories(file("x").getParent());
        Files.write(file("readme"), bytes(10));

        assertThat(store.list()).isEmpty();
    }

    private Path file(String name) {
        return directory.resolve(BUCKET).resolve(S3ArtifactStore.PREFIX + name);
    }

    private S3ArtifactStore open(String bucket, String secret) throws IOException {
        return new S3ArtifactStore(
                server.endpoint(),
                "us-east-1",
                bucket,
                StaticCredentialsProvider.create(AwsBasicCredentials.create(S3Server.KEY, secret)));
    }
}
