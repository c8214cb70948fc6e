package io.github.ecsmaven.release;

import io.github.ecsmaven.ecr.LifecyclePolicyChange;
import io.github.ecsmaven.ecr.RepositoryChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What goals would do for a module: their own decisions, none of them carried out.
 *
 * @param parts whose shares this plan has; of the others it tells nothing
 * @param repositoryName name of the module's repository
 * @param express what happens to the service of Express Mode, where it is one
 * @param repository what happens to it; empty where an image from elsewhere is deployed
 * @param lifecyclePolicy what happens to its lifecycle policy; empty where none is configured
 * @param image what happens to the module's own image; empty where an image from elsewhere is deployed
 * @param deployments what happens to services, in their order
 * @param stack what happens to a service and its stack, where that is how the service is kept
 * @param contentTag what becomes of the content tag after that, where the image is built by force
 */
public record Plan(
        Set<PlanPart> parts,
        String repositoryName,
        Optional<PlannedExpress> express,
        Optional<RepositoryChange> repository,
        Optional<LifecyclePolicyChange> lifecyclePolicy,
        Optional<PlannedImage> image,
        List<PlannedDeployment> deployments,
        Optional<PlannedStack> stack,
        Optional<ContentTagTurn> contentTag) {
    /** What is no share of it is left out. */
    public Plan {
        parts = Set.copyOf(parts);
        express = express.filter(has(parts, PlanPart.DEPLOY));
        repository = repository.filter(has(parts, PlanPart.PUSH));
        lifecyclePolicy = lifecyclePolicy.filter(has(parts, PlanPart.LIFECYCLE));
        deployments = parts.contains(PlanPart.DEPLOY) ? List.copyOf(deployments) : List.of();
        stack = stack.filter(has(parts, PlanPart.DEPLOY));
        contentTag = contentTag.filter(has(parts, PlanPart.DEPLOY));
    }

    /** Of services alone. */
    public static Plan ofDeployments(List<PlannedDeployment> deployments) {
        return new Plan(
                Set.of(PlanPart.DEPLOY),
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                deployments,
                Optional.empty(),
                Optional.empty());
    }

    private static <T> Predicate<T> has(Set<PlanPart> parts, PlanPart part) {
        return anything -> parts.contains(part);
    }

    /** The image, where this plan has the share that tells of it: the build of one that is built, else the push. */
    public Optional<PlannedImage> toldImage() {
        return image.filter(it -> parts.contains(it.isBuilt() ? PlanPart.BUILD : PlanPart.PUSH));
    }

    /** All that changes something, in the order in which {@code mvn deploy} does it. */
    public List<PlannedCall> calls() {
        List<PlannedCall> calls = new ArrayList<>();
        if (parts.contains(PlanPart.BUILD)) {
            image.map(PlannedImage::building).ifPresent(calls::addAll);
        }
        repository.map(RepositoryChange::calls).ifPresent(these -> calls.addAll(onRepository(these)));
        if (parts.contains(PlanPart.PUSH)) {
            image.map(PlannedImage::publishing).ifPresent(calls::addAll);
        }
        lifecyclePolicy.map(LifecyclePolicyChange::calls).ifPresent(these -> calls.addAll(onRepository(these)));
        deployments.forEach(deployment -> calls.addAll(deployment.calls()));
        stack.map(PlannedStack::calls).ifPresent(calls::addAll);
        contentTag
                .filter(ContentTagTurn.Moves.class::isInstance)
                .ifPresent(moves ->
                        calls.add(new PlannedCall(PlannedCall.TAG, moves.tag().toString())));
        express.map(PlannedExpress::calls).ifPresent(calls::addAll);
        return List.copyOf(calls);
    }

    private List<PlannedCall> onRepository(List<String> calls) {
        return calls.stream().map(call -> new PlannedCall(call, repositoryName)).toList();
    }

    /** Without a service of Express Mode. */
    public Plan(
            Set<PlanPart> parts,
            String repositoryName,
            Optional<RepositoryChange> repository,
            Optional<LifecyclePolicyChange> lifecyclePolicy,
            Optional<PlannedImage> image,
            List<PlannedDeployment> deployments,
            Optional<PlannedStack> stack,
            Optional<ContentTagTurn> contentTag) {
        this(
                parts,
                repositoryName,
                Optional.empty(),
                repository,
                lifecyclePolicy,
                image,
                deployments,
                stack,
                contentTag);
    }

    /** The same with a service of Express Mode. */
    public Plan with(Optional<PlannedExpress> service) {
        return new Plan(
                parts, repositoryName, service, repository, lifecyclePolicy, image, deployments, stack, contentTag);
    }
}
