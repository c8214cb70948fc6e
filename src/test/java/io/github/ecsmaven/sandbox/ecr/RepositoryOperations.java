package io.github.ecsmaven.sandbox.ecr;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.RequestMembers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Repositories made, described, changed and removed. */
final class RepositoryOperations {
    private static final int LARGEST_PAGE = 1000;
    private static final int MOST_NAMES = 100;

    private final Repositories repositories;

    RepositoryOperations(Repositories repositories) {
        this.repositories = repositories;
    }

    Map<String, EcrOperation> operations() {
        return Map.of(
                "CreateRepository", this::create,
                "DescribeRepositories", this::describe,
                "DeleteRepository", this::delete,
                "PutImageTagMutability", this::putMutability,
                "PutImageScanningConfiguration", this::putScanning);
    }

    private ObjectNode create(ObjectNode request, Caller caller) throws AwsError {
        RequestMembers members = RequestMembers.of(
                "ecr:CreateRepository",
                request,
                "registryId",
                "repositoryName",
                "tags",
                "imageTagMutability",
                "imageTagMutabilityExclusionFilters",
                "imageScanningConfiguration",
                "encryptionConfiguration");
        String name = members.text("repositoryName");
        caller.require("ecr:CreateRepository", repositories.arn(name));
        requireOwnRegistry(members);
        Mutability mutability = Mutability.from(members);
        Optional<Boolean> scanOnPush = scanOnPush(members);
        Map<String, String> tags = ResourceTags.from(members);
        if (!tags.isEmpty()) {
            caller.require("ecr:TagResource", repositories.arn(name));
        }
        Encryption encryption = Encryption.from(members, repositories.keys(), caller);
        Repository repository = repositories.create(name, encryption);
        repository.mutability = mutability;
        repository.scanOnPush = scanOnPush.orElse(false);
        repository.tags().putAll(tags);
        return single("repository", repository);
    }

    private void requireOwnRegistry(RequestMembers members) throws AwsError {
        if (!repositories.registryOf(members).equals(repositories.account())) {
            throw AwsError.notImplemented("registries of other accounts");
        }
    }

    private static Optional<Boolean> scanOnPush(RequestMembers members) throws AwsError {
        Optional<RequestMembers> scanning = members.structure("imageScanningConfiguration", "scanOnPush");
        return scanning.isEmpty() ? Optional.empty() : scanning.get().optionalFlag("scanOnPush");
    }

    private static ObjectNode single(String member, Repository repository) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set(member, repository.json());
        return answer;
    }

    private ObjectNode describe(ObjectNode request, Caller caller) throws AwsError {
        RequestMembers members = RequestMembers.of(
                "ecr:DescribeRepositories", request, "registryId", "repositoryNames", "nextToken", "maxResults");
        List<String> names = members.texts("repositoryNames");
        if (!names.isEmpty() && (members.has("nextToken") || members.has("maxResults"))) {
            throw EcrErrors.invalidParameter(
                    "maxResults", "cannot be used together with repositoryNames, nor can nextToken");
        }
        List<Repository> found = names.isEmpty() ? all(caller) : named(names, members, caller);
        Page<Repository> page = names.isEmpty() ? Page.of(found, members, LARGEST_PAGE) : new Page<>(found, 0, false);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode list = answer.putArray("repositories");
        page.items().forEach(repository -> list.add(repository.json()));
        page.writeTokenTo(answer);
        return answer;
    }

    private List<Repository> all(Caller caller) throws AwsError {
        caller.require("ecr:DescribeRepositories", repositories.arn("*"));
        return List.copyOf(repositories.all());
    }

    private List<Repository> named(List<String> names, RequestMembers members, Caller caller) throws AwsError {
        if (names.size() > MOST_NAMES) {
            throw EcrErrors.invalidParameter(
                    "repositoryNames", "Member must have length less than or equal to " + MOST_NAMES);
        }
        List<Repository> found = new ArrayList<>();
        for (String name : names) {
            caller.require("ecr:DescribeRepositories", repositories.arn(name));
            Repositories.requireName(name);
            found.add(repositories.get(name, repositories.registryOf(members)));
        }
        return found;
    }

    private ObjectNode delete(ObjectNode request, Caller caller) throws AwsError {
        RequestMembers members =
                RequestMembers.of("ecr:DeleteRepository", request, "registryId", "repositoryName", "force");
        Repository repository = repositories.open(members, caller, "DeleteRepository");
        boolean force = members.optionalFlag("force").orElse(false);
        if (!force && !repository.images().all().isEmpty()) {
            throw AwsError.badRequest(
                    "RepositoryNotEmptyException",
                    "The repository with name '" + repository.name() + "' in registry with id '" + repository.account()
                            + "' cannot be deleted because it still contains images");
        }
        repositories.delete(repository);
        return single("repository", repository);
    }

    private ObjectNode putMutability(ObjectNode request, Caller caller) throws AwsError {
        RequestMembers members = RequestMembers.of(
                "ecr:PutImageTagMutability",
                request,
                "registryId",
                "repositoryName",
                "imageTagMutability",
                "imageTagMutabilityExclusionFilters");
        Repository repository = repositories.open(members, caller, "PutImageTagMutability");
        members.text("imageTagMutability");
        repository.mutability = Mutability.from(members);
        ObjectNode answer = repository.answer();
        repository.mutability.writeTo(answer);
        return answer;
    }

    private ObjectNode putScanning(ObjectNode request, Caller caller) throws AwsError {
        RequestMembers members = RequestMembers.of(
                "ecr:PutImageScanningConfiguration",
                request,
                "registryId",
                "repositoryName",
                "imageScanningConfiguration");
        Repository repository = repositories.open(members, caller, "PutImageScanningConfiguration");
        repository.scanOnPush = scanOnPush(members)
                .orElseThrow(() -> EcrErrors.invalidParameter("imageScanningConfiguration", "Member must not be null"));
        ObjectNode answer = repository.answer();
        answer.putObject("imageScanningConfiguration").put("scanOnPush", repository.scanOnPush);
        return answer;
    }
}
