package io.realign.adapter.store;

import io.realign.event.ContentId;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Artifacts as objects of an S3 bucket, named by their digest below a prefix. Objects are replaced atomically. */
public final class S3ArtifactStore implements ArtifactStore, AutoCloseable {
    /** Separates artifacts, which may be listed and deleted, from other objects of the bucket. */
    static final String PREFIX = "artifacts/";

    /** Not a digest, so it is never listed. */
    private static final String PROBE = "probe";

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(60);

    private final URI endpoint;
    private final String bucket;
    private final S3Client client;

    /**
     * @param bucket existing bucket; the service needs no permission to create one
     * @throws IOException if the bucket cannot be reached
     */
    public S3ArtifactStore(URI endpoint, String region, String bucket, AwsCredentialsProvider credentials)
            throws IOException {
        this.endpoint = endpoint;
        this.bucket = bucket;
        this.client = client(endpoint, region, credentials);
        try {
            request("the bucket", () -> client.headBucket(request -> request.bucket(bucket)));
        } catch (IOException | RuntimeException e) {
            client.close();
            throw e;
        }
    }

    /** Overwrites existing content, which renews its modification time. */
    @Override
    public String put(byte[] content) throws IOException {
        String sha256 = ContentId.digest(content);
        write(sha256, content);
        return sha256;
    }

    @Override
    public void putObject(ObjectKey name, byte[] content) throws IOException {
        write(name.value(), content);
    }

    @Override
    public Optional<byte[]> findObject(ObjectKey name) throws IOException {
        Optional<ResponseInputStream<GetObjectResponse>> found =
                request("to read " + name.value(), () -> open(PREFIX + name.value()));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream bytes = found.get()) {
            return Optional.of(bytes.readAllBytes());
        }
    }

    @Override
    public Optional<Content> find(String sha256) throws IOException {
        String key = PREFIX + Sha256Name.requireValid(sha256);
        return request("to read " + sha256, () -> open(key)).map(S3ArtifactStore::content);
    }

    @Override
    public Map<String, Instant> list() throws IOException {
        return request("to list the bucket", () -> {
            Map<String, Instant> stored = new HashMap<>();
            for (S3Object object : client.listObjectsV2Paginator(
                            request -> request.bucket(bucket).prefix(PREFIX))
                    .contents()) {
                String name = object.key().substring(PREFIX.length());
                if (Sha256Name.isValid(name)) {
                    stored.put(name, object.lastModified());
                }
            }
            return stored;
        });
    }

    @Override
    public void remove(String sha256) throws IOException {
        String key = PREFIX + Sha256Name.requireValid(sha256);
        request(
                "to remove " + sha256,
                () -> client.deleteObject(request -> request.bucket(bucket).key(key)));
    }

    /** Overwrites the same object, since deletion may not be permitted. */
    @Override
    public void checkWritable() throws IOException {
        write(PROBE, new byte[] {1});
    }

    @Override
    public void close() {
        client.close();
    }

    @Override
    public String toString() {
        return endpoint + "/" + bucket + "/" + PREFIX;
    }

    private void write(String name, byte[] content) throws IOException {
        request(
                "to store " + name,
                () -> client.putObject(
                        request -> request.bucket(bucket).key(PREFIX + name), RequestBody.fromBytes(content)));
    }

    private Optional<ResponseInputStream<GetObjectResponse>> open(String key) {
        try {
            return Optional.of(
                    client.getObject(request -> request.bucket(bucket).key(key)));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    private static Content content(ResponseInputStream<GetObjectResponse> object) {
        return new Content(object.response().contentLength(), object);
    }

    private <T> T request(String what, Supplier<T> request) throws IOException {
        try {
            return request.get();
        } catch (SdkException e) {
            throw new IOException(
                    ("expected %s at %s, bucket %s, got: %s; check realign.artifacts.s3.endpoint, .region and .bucket,"
                                    + " and the permissions of the credentials")
                            .formatted(what, endpoint, bucket, e.getMessage()),
                    e);
        }
    }

    /** Disables chunked encoding and trailing checksums, which some S3-compatible servers do not support. */
    private static S3Client client(URI endpoint, String region, AwsCredentialsProvider credentials) {
        return S3Client.builder()
                .endpointOverride(endpoint)
                .region(Region.of(region))
                .credentialsProvider(credentials)
                .forcePathStyle(true)
                .serviceConfiguration(
                        S3Configuration.builder().chunkedEncodingEnabled(false).build())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(REQUEST_TIMEOUT)
                        .socketTimeout(REQUEST_TIMEOUT))
                .build();
    }
}
