package io.github.ecsmaven.iam;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code ecs:verify} reads, and the look before a deployment: nothing that changes anything, and nothing that either stops without. Which
 * resources an action takes stands in the Service Authorization Reference, "Actions defined by" the service.
 *
 * @param repository ARN of the repository that is pushed to; empty when an image of another is deployed
 * @param repositoryFeatures what is configured of it
 * @param chosen ARNs of the repositories of images that are deployed as they are, which are looked into
 * @param service the service, where one is configured
 * @param roles ARNs of the roles that the task definition names
 * @param secrets ARNs of its secrets in Secrets Manager
 * @param parameters ARNs of its parameters in SSM
 * @param logGroups ARNs of the log groups that its containers write to
 * @param features what else the service has
 */
public record VerifyPermissions(
        Optional<String> repository,
        Set<RepositoryFeature> repositoryFeatures,
        Set<String> chosen,
        Optional<ServicePlace> service,
        Set<String> roles,
        Set<String> secrets,
        Set<String> parameters,
        Set<String> logGroups,
        Set<VerifyFeature> features) {
    private static final List<String> ON_REPOSITORY =
            List.of("ecr:BatchGetImage", "ecr:DescribeImages", "ecr:DescribeRepositories");

    /** Least privilege for all of them. */
    public Policy policy() {
        List<Statement> statements = new ArrayList<>();
        repository.ifPresent(arn -> statements.add(Statement.of("VerifyRepository", onRepository(), arn)));
        statements.add(Statement.of("ChosenImages", BuildPermissions.PULL, chosen));
        service.ifPresent(where -> statements.addAll(onService(where)));
        return new Policy(statements);
    }

    private List<String> onRepository() {
        List<String> actions = new ArrayList<>(ON_REPOSITORY);
        repositoryFeatures.stream()
                .filter(feature -> feature != RepositoryFeature.LIFECYCLE)
                .flatMap(feature -> feature.actions().stream())
                .filter(action -> action.matches("ecr:(Get|List).*"))
                .forEach(actions::add);
        return actions;
    }

    private List<Statement> onService(ServicePlace where) {
        List<Statement> statements = new ArrayList<>();
        statements.add(Statement.of("VerifyService", List.of("ecs:DescribeServices"), where.arn()));
        statements.add(PushPermissions.READ_TASK_DEFINITIONS);
        statements.add(Statement.of(
                "VerifyCluster", List.of("ecs:DescribeClusters"), where.place().cluster(where.cluster())));
        statements.add(Statement.of("VerifyRoles", List.of("iam:GetRole"), roles));
        statements.add(Statement.of("VerifySecrets", List.of("secretsmanager:DescribeSecret"), secrets));
        statements.add(Statement.of("VerifyParameters", List.of("ssm:GetParameters"), parameters));
        statements.add(Statement.of("VerifyLogGroups", List.of("logs:DescribeLogGroups"), logGroups));
        List<String> surroundings =
                features.stream().flatMap(feature -> feature.actions().stream()).toList();
        statements.add(Statement.of("VerifySurroundings", surroundings, Place.ANY));
        return statements;
    }
}
