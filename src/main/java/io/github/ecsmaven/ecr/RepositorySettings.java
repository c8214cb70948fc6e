package io.github.ecsmaven.ecr;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the user says about the repository. What is empty is left alone when the repository exists, and to ECR's defaults when it is
 * created.
 *
 * @param createRepository whether a missing repository is created
 * @param imageTagMutability whether tags may be moved
 * @param encryption how it is encrypted; counts at creation only
 * @param scanOnPush whether images are scanned when they are pushed
 * @param tags tags that the repository shall have; others that it has stay
 * @param policyText JSON of the repository policy
 */
public record RepositorySettings(
        boolean createRepository,
        Optional<TagMutability> imageTagMutability,
        Optional<Encryption> encryption,
        Optional<Boolean> scanOnPush,
        Map<String, String> tags,
        Optional<String> policyText) {

    /** @throws io.github.ecsmaven.ActionableException when the policy is no JSON object */
    public RepositorySettings {
        tags = Map.copyOf(tags);
        policyText.ifPresent(RepositoryPolicy::parse);
    }

    /** Nothing said: create it where it is missing, else leave it alone. */
    public static RepositorySettings defaults() {
        return new RepositorySettings(
                true, Optional.empty(), Optional.empty(), Optional.empty(), Map.of(), Optional.empty());
    }

    /** The same for a repository that is created, with tags that say whose it is. */
    public RepositorySettings owned(Map<String, String> ownTags) {
        Map<String, String> all = new HashMap<>(tags);
        all.putAll(ownTags);
        return new RepositorySettings(createRepository, imageTagMutability, encryption, scanOnPush, all, policyText);
    }
}
