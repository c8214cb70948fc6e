package io.github.ecsmaven.ecr;

import io.github.ecsmaven.ActionableException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ecr.model.Tag;

/** Deletes repositories, with the images in them. */
public final class RepositoryRemoval {
    private final EcrRegistry registry;

    public RepositoryRemoval(EcrRegistry registry) {
        this.registry = registry;
    }

    /**
     * The repository, when it exists and somebody may delete it for that service.
     *
     * @param tag key of the tag that tells whose it is
     * @param owner what the tag has to say
     * @throws ActionableException when it is somebody else's, and when ECR refuses to answer
     */
    public Optional<Repository> findOwn(RepositoryLocation where, String tag, String owner) {
        Optional<Repository> found = new Repositories(registry).find(where);
        found.ifPresent(repository -> requireOwn(repository, tag, owner));
        return found;
    }

    private void requireOwn(Repository repository, String tag, String owner) {
        Map<String, String> tags = registry
                .ask(
                        "list the tags of ECR repository '" + repository.name() + "'",
                        ecr -> ecr.listTagsForResource(request -> request.resourceArn(repository.arn())))
                .tags()
                .stream()
                .collect(Collectors.toMap(Tag::key, Tag::value));
        if (!owner.equals(tags.get(tag))) {
            throw new ActionableException(
                    "ECR repository '" + repository.name() + "' does not have the tag " + tag + "=" + owner
                            + ", so it was not made for this service and is not deleted.",
                    "Leave -Decs.destroyRepository out. Whoever is sure deletes it: aws ecr delete-repository --repository-name "
                            + repository.name() + " --force");
        }
    }

    /**
     * Deletes it with all images.
     *
     * @throws ActionableException when ECR refuses
     */
    public void delete(Repository repository) {
        registry.ask(
                "delete ECR repository '" + repository.name() + "'",
                ecr -> ecr.deleteRepository(request -> request.registryId(repository.registryId())
                        .repositoryName(repository.name().value())
                        .force(true)));
    }
}
