package io.github.ecsmaven.iam;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code ecs:push} and {@code ecs:lifecycle} call, and the pushing engine.
 *
 * @param repository ARN of the repository
 * @param features what is configured of it
 * @param key ARN of the KMS key that a repository is created with, where the user names one
 * @param service the service whose platform the image has to fit, where one is configured
 * @param readsTaskDefinition whether the service's task definition is read, for that platform and for what the image that runs was made of
 */
public record PushPermissions(
        String repository,
        Set<RepositoryFeature> features,
        Optional<String> key,
        Optional<ServicePlace> service,
        boolean readsTaskDefinition) {

    /**
     * What a push asks for (ECR user guide, "Required IAM permissions for pushing an image"); the action of the log-in is apart, for it
     * takes no resource.
     */
    public static final List<String> PUSH = List.of(
            "ecr:BatchCheckLayerAvailability",
            "ecr:BatchGetImage",
            "ecr:CompleteLayerUpload",
            "ecr:InitiateLayerUpload",
            "ecr:PutImage",
            "ecr:UploadLayerPart");

    static final Statement LOG_IN = Statement.of("LogIn", List.of("ecr:GetAuthorizationToken"), Place.ANY);

    /** Takes no resource (Service Authorization Reference, "Actions defined by Amazon Elastic Container Service"). */
    static final Statement READ_TASK_DEFINITIONS =
            Statement.of("ReadTaskDefinitions", List.of("ecs:DescribeTaskDefinition"), Place.ANY);

    /** The repository is looked up before, and the pushed tag after the push. */
    private static final List<String> LOOK = List.of("ecr:DescribeImages", "ecr:DescribeRepositories");

    /** What ECR asks of KMS in the caller's name while it creates a repository (ECR user guide, "Encryption at rest"). */
    private static final List<String> KEY = List.of("kms:CreateGrant", "kms:DescribeKey");

    /** Only what ECR asks for; the end differs from partition to partition. */
    private static final Condition FOR_ECR = new Condition("StringLike", "kms:ViaService", "ecr.*.amazonaws.com*");

    /** What deletes a repository, after a look whose it is. */
    public static Policy deletion(String repository) {
        return Policy.of(Statement.of(
                "DeleteRepository",
                List.of("ecr:DeleteRepository", "ecr:DescribeRepositories", "ecr:ListTagsForResource"),
                repository));
    }

    /** Least privilege for all of them. */
    public Policy policy() {
        List<String> onRepository = new ArrayList<>(PUSH);
        onRepository.addAll(LOOK);
        features.forEach(feature -> onRepository.addAll(feature.actions()));
        List<Statement> statements = new ArrayList<>();
        statements.add(LOG_IN);
        statements.add(Statement.of("Repository", onRepository, repository));
        if (features.contains(RepositoryFeature.CREATION)) {
            key.ifPresent(arn -> statements.add(Statement.of("Key", KEY, arn).under(FOR_ECR)));
        }
        service.ifPresent(
                where -> statements.add(Statement.of("Service", List.of("ecs:DescribeServices"), where.arn())));
        if (service.isPresent() && readsTaskDefinition) {
            statements.add(READ_TASK_DEFINITIONS);
        }
        return new Policy(statements);
    }
}
