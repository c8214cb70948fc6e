package io.github.ecsmaven.sandbox.ecr;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.RequestMembers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Layers looked for and downloaded. */
final class LayerOperations {
    private static final int MOST_DIGESTS = 100;
    // The X-Amz-Expires of the URLs that ECR signs.
    private static final Duration TICKET_LIFE = Duration.ofHours(1);

    private final Repositories repositories;
    private final BlobStore blobs;
    private final String endpoint;
    private final Map<String, Ticket> tickets = new HashMap<>();

    private record Ticket(String digest, Instant expiresAt) {}

    LayerOperations(Repositories repositories, BlobStore blobs, String endpoint) {
        this.repositories = repositories;
        this.blobs = blobs;
        this.endpoint = endpoint;
    }

    Map<String, EcrOperation> operations() {
        return Map.of("BatchCheckLayerAvailability", this::check, "GetDownloadUrlForLayer", this::downloadUrl);
    }

    private ObjectNode check(ObjectNode request, Caller caller) throws AwsError {
        RequestMembers members = RequestMembers.of(
                "ecr:BatchCheckLayerAvailability", request, "registryId", "repositoryName", "layerDigests");
        Repository repository = repositories.open(members, caller, "BatchCheckLayerAvailability");
        List<String> digests = members.texts("layerDigests");
        if (digests.isEmpty() || digests.size() > MOST_DIGESTS) {
            throw EcrErrors.invalidParameter("layerDigests", "Member must have length between 1 and " + MOST_DIGESTS);
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode layers = answer.putArray("layers");
        ArrayNode failures = answer.putArray("failures");
        for (String digest : digests) {
            if (!digest.matches("[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+")) {
                failures.addObject()
                        .put("layerDigest", digest)
                        .put("failureCode", "InvalidLayerDigest")
                        .put("failureReason", "Layer digest must be a valid digest");
                continue;
            }
            boolean there = repository.images().hasBlob(digest);
            ObjectNode layer = layers.addObject().put("layerDigest", digest);
            layer.put("layerAvailability", availability(repository, digest));
            if (there) {
                layer.put("layerSize", blobs.size(digest));
            }
        }
        return answer;
    }

    private static String availability(Repository repository, String digest) {
        if (repository.images().isArchived(digest)) {
            return "ARCHIVED";
        }
        return repository.images().hasBlob(digest) ? "AVAILABLE" : "UNAVAILABLE";
    }

    private ObjectNode downloadUrl(ObjectNode request, Caller caller) throws AwsError {
        RequestMembers members =
                RequestMembers.of("ecr:GetDownloadUrlForLayer", request, "registryId", "repositoryName", "layerDigest");
        Repository repository = repositories.open(members, caller, "GetDownloadUrlForLayer");
        String digest = members.text("layerDigest");
        boolean archived = repository.images().isArchived(digest);
        if (archived
                || repository.images().hasBlob(digest) && !repository.images().isReferenced(digest)) {
            throw AwsError.badRequest(
                    "LayerInaccessibleException",
                    "The layer with digest '" + digest + "' is not available because it is "
                            + (archived ? "archived" : "not associated with an image"));
        }
        if (!repository.images().hasBlob(digest)) {
            throw AwsError.badRequest(
                    "LayersNotFoundException",
                    "The layer with digest '" + digest + "' does not exist in the repository with name '"
                            + repository.name() + "' in the registry with id '" + repository.account() + "'");
        }
        String ticket = UUID.randomUUID().toString();
        tickets.put(ticket, new Ticket(digest, repositories.now().plus(TICKET_LIFE)));
        return JsonNodeFactory.instance
                .objectNode()
                .put("downloadUrl", endpoint + "/layers/" + ticket)
                .put("layerDigest", digest);
    }

    Optional<String> digestOf(String ticket) {
        return Optional.ofNullable(tickets.get(ticket))
                .filter(found -> repositories.now().isBefore(found.expiresAt()))
                .map(Ticket::digest);
    }
}
