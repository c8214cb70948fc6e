package io.github.ecsmaven.sandbox.registry;

import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.ecr.BlobStore;
import io.github.ecsmaven.sandbox.ecr.RegistryStore;
import io.github.ecsmaven.sandbox.http.HttpRequest;
import io.github.ecsmaven.sandbox.http.HttpResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Blobs looked for, fetched, uploaded and mounted. */
final class BlobHandler {
    private final RegistryStore store;
    private final BlobStore blobs;
    private final Map<String, Upload> uploads = new ConcurrentHashMap<>();

    BlobHandler(RegistryStore store, BlobStore blobs) {
        this.store = store;
        this.blobs = blobs;
    }

    HttpResponse head(RegistryPath path, Caller caller) throws IOException, AwsError {
        return blob(path, store.hasBlob(path.repository(), path.reference(), caller));
    }

    HttpResponse get(RegistryPath path, Caller caller) throws IOException, AwsError {
        return blob(path, store.hasDownload(path.repository(), path.reference(), caller));
    }

    private HttpResponse blob(RegistryPath path, boolean there) throws IOException, AwsError {
        String digest = path.reference();
        if (!there) {
            throw new AwsError(404, "BLOB_UNKNOWN", "blob unknown to registry");
        }
        return HttpResponse.ofFile("application/octet-stream", blobs.path(digest))
                .withHeader("Docker-Content-Digest", digest);
    }

    HttpResponse start(HttpRequest request, RegistryPath path, Caller caller) throws IOException, AwsError {
        store.require(path.repository(), caller, "InitiateLayerUpload");
        Optional<String> mount = request.query("mount");
        Optional<String> from = request.query("from");
        if (mount.isPresent() && from.isPresent() && store.mount(from.get(), path.repository(), mount.get(), caller)) {
            return created(path, mount.get());
        }
        String id = UUID.randomUUID().toString();
        Upload upload = Upload.start(path.repository(), blobs);
        uploads.put(id, upload);
        return accepted(path, id, upload);
    }

    HttpResponse chunk(HttpRequest request, RegistryPath path, Caller caller) throws IOException, AwsError {
        store.require(path.repository(), caller, "UploadLayerPart");
        Upload upload = upload(path);
        requireNext(request, upload);
        upload.append(request.body());
        return accepted(path, path.reference(), upload);
    }

    // Chunks must come in order (OCI distribution specification, "Pushing a blob in chunks").
    private static void requireNext(HttpRequest request, Upload upload) throws AwsError {
        String range = request.header("Content-Range").orElse(upload.size() + "-");
        if (!range.startsWith(upload.size() + "-")) {
            throw new AwsError(416, "BLOB_UPLOAD_INVALID", "blob upload invalid: chunk out of order");
        }
    }

    HttpResponse complete(HttpRequest request, RegistryPath path, Caller caller) throws IOException, AwsError {
        store.require(path.repository(), caller, "CompleteLayerUpload");
        String digest = request.query("digest").orElse("");
        Upload upload = upload(path);
        upload.append(request.body());
        uploads.remove(path.reference());
        if (!upload.finish(digest, blobs)) {
            throw new AwsError(
                    400, "DIGEST_INVALID", "provided digest did not match uploaded content: '" + digest + "'");
        }
        store.addBlob(path.repository(), digest, caller);
        return created(path, digest);
    }

    private Upload upload(RegistryPath path) throws AwsError {
        Upload upload = uploads.get(path.reference());
        if (upload == null || !upload.repository().equals(path.repository())) {
            throw new AwsError(404, "BLOB_UPLOAD_UNKNOWN", "blob upload unknown to registry");
        }
        return upload;
    }

    private static HttpResponse accepted(RegistryPath path, String id, Upload upload) {
        return HttpResponse.of(202)
                .withHeader("Location", "/v2/" + path.repository() + "/blobs/uploads/" + id)
                .withHeader("Docker-Upload-UUID", id)
                .withHeader("Range", "0-" + Math.max(0, upload.size() - 1));
    }

    private static HttpResponse created(RegistryPath path, String digest) {
        return HttpResponse.of(201)
                .withHeader("Location", "/v2/" + path.repository() + "/blobs/" + digest)
                .withHeader("Docker-Content-Digest", digest);
    }
}
