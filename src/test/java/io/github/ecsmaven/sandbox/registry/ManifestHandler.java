package io.github.ecsmaven.sandbox.registry;

import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.ecr.ImageManifest;
import io.github.ecsmaven.sandbox.ecr.RegistryStore;
import io.github.ecsmaven.sandbox.ecr.StoredImage;
import io.github.ecsmaven.sandbox.http.HttpRequest;
import io.github.ecsmaven.sandbox.http.HttpResponse;
import java.io.IOException;
import java.util.Optional;

/** Manifests fetched and put, by tag and by digest. */
final class ManifestHandler {
    private final RegistryStore store;

    ManifestHandler(RegistryStore store) {
        this.store = store;
    }

    HttpResponse head(HttpRequest request, RegistryPath path, Caller caller) throws AwsError {
        return response(accepted(request, path, caller));
    }

    HttpResponse get(HttpRequest request, RegistryPath path, Caller caller) throws AwsError {
        StoredImage image = accepted(request, path, caller);
        store.pulled(image);
        return response(image);
    }

    private StoredImage accepted(HttpRequest request, RegistryPath path, Caller caller) throws AwsError {
        String accept = request.header("Accept").orElse("*/*");
        // An archived image cannot be pulled: 404 (ECR user guide, "Archiving an image").
        return store.manifest(path.repository(), path.reference(), caller)
                .filter(found -> !found.isArchived())
                .filter(found -> accept.contains("*/*")
                        || accept.contains(found.manifest().mediaType()))
                .orElseThrow(() -> new AwsError(404, "MANIFEST_UNKNOWN", "Requested image not found"));
    }

    private static HttpResponse response(StoredImage image) {
        ImageManifest manifest = image.manifest();
        return HttpResponse.of(200, manifest.mediaType(), manifest.text())
                .withHeader("Docker-Content-Digest", manifest.digest());
    }

    HttpResponse put(HttpRequest request, RegistryPath path, Caller caller) throws IOException, AwsError {
        store.require(path.repository(), caller, "PutImage");
        ImageManifest manifest = ImageManifest.parse(request.bytes(), request.header("Content-Type"));
        boolean byDigest = path.reference().startsWith("sha256:");
        if (byDigest && !path.reference().equals(manifest.digest())) {
            throw new AwsError(
                    400, "DIGEST_INVALID", "provided digest did not match uploaded content: " + path.reference());
        }
        Optional<String> tag = byDigest ? Optional.empty() : Optional.of(path.reference());
        StoredImage image = store.putManifest(path.repository(), manifest, tag, caller);
        return HttpResponse.of(201)
                .withHeader("Location", "/v2/" + path.repository() + "/manifests/" + image.digest())
                .withHeader("Docker-Content-Digest", image.digest());
    }
}
