package io.realign.adapter.store;

import io.realign.event.ContentId;
import java.io.IOException;
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

/** Artifact store in an S3 bucket, with an object for each name under a prefix. */
public final class S3ArtifactStore extends ArtifactStore implements AutoCloseable {
    /** The store lists and deletes only objects with this prefix. */
    static final String PREFIX = "artifacts/";

    /** Name of the object that {@link #checkWritable} writes. It is not a digest, so it is not listed. */
    private static final String PROBE = "probe";

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(60);

    private final URI endpoint;
    private final String bucket;
    private final S3Client client;

    /**
     * @param bucket existing bucket; the store does not create it
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
    Optional<Content> open(String name) throws IOException {
        return request("to read " + name, () -> {
            try {
                ResponseInputStream<GetObjectResponse> object =
                        client.getObject(request -> request.bucket(bucket).key(PREFIX + name));
                return Optional.of(new Content(object.response().contentLength(), object));
            } catch (NoSuchKeyException e) {
                return Optional.empty();
            }
        });
    }

    @Override
    public Map<String, Instant> list() throws IOException {
        return request("to list the bucket", () -> {
            Map<String, Instant> stored = new HashMap<>();
            for (S3Object object : client.listObjectsV2Paginator(
                            request -> request.bucket(bucket).prefix(PREFIX))
                    .contents()) {
                String name = object.key().substring(PREFIX.length());
                if (ContentId.isDigest(name)) {
                    stored.put(name, object.lastModified());
                }
            }
            return stored;
        });
    }

    @Override
    void delete(String name) throws IOException {
        request(
                "to remove " + name,
                () -> client.deleteObject(request -> request.bucket(bucket).key(PREFIX + name)));
    }

    /** Overwrites one object, since the credentials may not permit deletion. */
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

    @Override
    void write(String name, byte[] content) throws IOException {
        request(
                "to store " + name,
                () -> client.putObject(
                        request -> request.bucket(bucket).key(PREFIX + name), RequestBody.fromBytes(content)));
    }

    private <T> T request(String purpose, Supplier<T> request) throws IOException {
        try {
            return request.get();
        } catch (SdkException e) {
            throw new IOException(
                    ("expected %s at %s, bucket %s, got: %s; check realign.artifacts.s3.endpoint, .region and .bucket,"
                                    + " and the permissions of the credentials")
                            .formatted(purpose, endpoint, bucket, e.getMessage()),
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
