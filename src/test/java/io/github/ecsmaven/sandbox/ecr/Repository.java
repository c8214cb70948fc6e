package io.github.ecsmaven.sandbox.ecr;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A repository: its settings and its images. Guarded by the lock of {@link Repositories}. */
final class Repository {
    private final String name;
    private final String arn;
    private final String uri;
    private final String account;
    private final Instant createdAt;
    private final Encryption encryption;
    private final ImageStore images;
    private final Map<String, String> tags = new TreeMap<>();

    Mutability mutability = Mutability.MUTABLE;
    boolean scanOnPush;

    @Nullable
    String policyText;

    @Nullable
    LifecyclePolicy lifecyclePolicy;

    @Nullable
    Instant lifecycleEvaluatedAt;

    @Nullable
    LifecyclePreview preview;

    Repository(String name, String account, String arn, String uri, Instant createdAt, Encryption encryption) {
        this.name = name;
        this.account = account;
        this.arn = arn;
        this.uri = uri;
        this.createdAt = createdAt;
        this.encryption = encryption;
        this.images = new ImageStore(name);
    }

    String name() {
        return name;
    }

    String account() {
        return account;
    }

    String arn() {
        return arn;
    }

    Encryption encryption() {
        return encryption;
    }

    ImageStore images() {
        return images;
    }

    Map<String, String> tags() {
        return tags;
    }

    /** An answer that begins with whose repository it is about. */
    ObjectNode answer() {
        return JsonNodeFactory.instance.objectNode().put("registryId", account).put("repositoryName", name);
    }

    /** The structure Repository of the API. */
    ObjectNode json() {
        ObjectNode json = answer();
        json.put("repositoryArn", arn).put("repositoryUri", uri).put("createdAt", Times.json(createdAt));
        mutability.writeTo(json);
        json.putObject("imageScanningConfiguration").put("scanOnPush", scanOnPush);
        json.set("encryptionConfiguration", encryption.json());
        return json;
    }
}
