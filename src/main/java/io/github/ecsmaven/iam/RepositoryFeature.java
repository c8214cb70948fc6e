package io.github.ecsmaven.iam;

import java.util.List;

/**
 * What a repository is given besides images, each with the actions for it. All of them take the repository as their resource (Service
 * Authorization Reference, "Actions defined by Amazon Elastic Container Registry").
 */
public enum RepositoryFeature {
    /** It is created where it is missing. */
    CREATION("ecr:CreateRepository"),
    /** Whether its tags can be moved. */
    MUTABILITY("ecr:PutImageTagMutability"),
    /** Whether its images are scanned. */
    SCANNING("ecr:PutImageScanningConfiguration"),
    /** Tags of its own. */
    TAGS("ecr:ListTagsForResource", "ecr:TagResource"),
    /** A repository policy. */
    POLICY("ecr:GetRepositoryPolicy", "ecr:SetRepositoryPolicy"),
    /** A lifecycle policy, which ECR tries out before it is put. */
    LIFECYCLE(
            "ecr:GetLifecyclePolicy",
            "ecr:GetLifecyclePolicyPreview",
            "ecr:PutLifecyclePolicy",
            "ecr:StartLifecyclePolicyPreview");

    private final List<String> actions;

    RepositoryFeature(String... actions) {
        this.actions = List.of(actions);
    }

    List<String> actions() {
        return actions;
    }
}
