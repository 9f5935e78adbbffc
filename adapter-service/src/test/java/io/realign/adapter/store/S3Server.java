package io.realign.adapter.store;

import java.net.URI;
import java.nio.file.Path;
import java.util.Properties;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStoreContext;
import org.jclouds.filesystem.FilesystemApiMetadata;

/** S3 server that stores a bucket as a directory and an object as a file, and verifies request signatures. */
final class S3Server {
    static final String KEY = "key";
    static final String SECRET = "secret-of-the-test";

    private final BlobStoreContext files;
    private final S3Proxy proxy;

    S3Server(Path directory) throws Exception {
        Properties properties = new Properties();
        properties.setProperty("jclouds.filesystem.basedir", directory.toString());
        files = ContextBuilder.newBuilder(new FilesystemApiMetadata())
                .overrides(properties)
                .credentials("any", "any")
                .build(BlobStoreContext.class);
        proxy = S3Proxy.builder()
                .blobStore(files.getBlobStore())
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, KEY, SECRET)
                .build();
        proxy.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + proxy.getPort());
    }

    void stop() throws Exception {
        proxy.stop();
        files.close();
    }
}
