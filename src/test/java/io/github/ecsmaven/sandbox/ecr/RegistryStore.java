package io.github.ecsmaven.sandbox.ecr;

import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import java.util.List;
import java.util.Optional;

/** What the OCI registry sees of the repositories: every look and change, authorized as ECR authorizes pushes and pulls. */
public final class RegistryStore {
    private final Repositories repositories;
    private boolean blobMounting;

    RegistryStore(Repositories repositories) {
        this.repositories = repositories;
    }

    /** The account setting BLOB_MOUNTING, which AWS has off unless an account turns it on. */
    public void enableBlobMounting() {
        synchronized (repositories) {
            blobMounting = true;
        }
    }

    /** @throws AwsError when the caller may not do this, or there is no such repository */
    public void require(String repository, Caller caller, String action) throws AwsError {
        synchronized (repositories) {
            open(repository, caller, action);
        }
    }

    private Repository open(String name, Caller caller, String action) throws AwsError {
        caller.require("ecr:" + action, repositories.arn(name));
        return repositories.get(name, repositories.account());
    }

    /** Whether a push may leave the blob out. */
    public boolean hasBlob(String repository, String digest, Caller caller) throws AwsError {
        synchronized (repositories) {
            return open(repository, caller, "BatchCheckLayerAvailability")
                    .images()
                    .hasBlob(digest);
        }
    }

    /** Whether the blob may be downloaded: there, not archived, and part of an image (GetDownloadUrlForLayer, LayerInaccessibleException). */
    public boolean hasDownload(String repository, String digest, Caller caller) throws AwsError {
        synchronized (repositories) {
            ImageStore images =
                    open(repository, caller, "GetDownloadUrlForLayer").images();
            return images.hasBlob(digest) && images.isReferenced(digest);
        }
    }

    public void addBlob(String repository, String digest, Caller caller) throws AwsError {
        synchronized (repositories) {
            open(repository, caller, "CompleteLayerUpload").images().addBlob(digest);
        }
    }

    /**
     * Lends a blob of one repository to another: only where the account allows it, both are encrypted alike, a manifest of the source refers
     * to the blob, and the caller may download it there (ECR user guide, "Blob mounting").
     */
    public boolean mount(String from, String to, String digest, Caller caller) throws AwsError {
        synchronized (repositories) {
            Repository target = open(to, caller, "InitiateLayerUpload");
            Optional<Repository> source = repositories.find(from);
            boolean mounts = blobMounting
                    && source.isPresent()
                    && source.get().encryption().equals(target.encryption())
                    && source.get().images().hasBlob(digest)
                    && source.get().images().isReferenced(digest)
                    && caller.isAllowed("ecr:GetDownloadUrlForLayer");
            if (mounts) {
                target.images().addBlob(digest);
            }
            return mounts;
        }
    }

    public StoredImage putManifest(String repository, ImageManifest manifest, Optional<String> tag, Caller caller)
            throws AwsError {
        synchronized (repositories) {
            Repository into = open(repository, caller, "PutImage");
            return into.images().put(manifest, tag, into.mutability, repositories.now());
        }
    }

    /** The manifest of a tag or digest. */
    public Optional<StoredImage> manifest(String repository, String reference, Caller caller) throws AwsError {
        boolean digest = reference.startsWith("sha256:");
        synchronized (repositories) {
            return open(repository, caller, "BatchGetImage")
                    .images()
                    .find(digest ? reference : null, digest ? null : reference);
        }
    }

    /** Writes down that an image was pulled. */
    public void pulled(StoredImage image) {
        synchronized (repositories) {
            image.pulledAt(repositories.now());
        }
    }

    public List<String> tags(String repository, Caller caller) throws AwsError {
        synchronized (repositories) {
            return open(repository, caller, "ListImages").images().all().stream()
                    .flatMap(image -> image.tags().stream())
                    .sorted()
                    .toList();
        }
    }
}
