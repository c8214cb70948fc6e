package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.context.CopySources;
import io.github.ecsmaven.ecr.LifecyclePolicies;
import io.github.ecsmaven.ecr.LifecyclePolicy;
import io.github.ecsmaven.ecr.LifecyclePolicyChange;
import io.github.ecsmaven.ecr.Repositories;
import io.github.ecsmaven.ecr.Repository;
import io.github.ecsmaven.ecr.RepositoryChange;
import io.github.ecsmaven.ecs.DigestToCome;
import io.github.ecsmaven.ecs.RevisionForecast;
import io.github.ecsmaven.ecs.RevisionSelection;
import io.github.ecsmaven.ecs.ServiceChange;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageRecord;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Platform;
import io.github.ecsmaven.release.ContentTagTurn;
import io.github.ecsmaven.release.ImagePlan;
import io.github.ecsmaven.release.LifecycleQuestion;
import io.github.ecsmaven.release.Plan;
import io.github.ecsmaven.release.PlanPart;
import io.github.ecsmaven.release.PlannedDeployment;
import io.github.ecsmaven.release.PlannedExpress;
import io.github.ecsmaven.release.PlannedImage;
import io.github.ecsmaven.release.PlannedStack;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the plan of a goal's module, by the decisions that the goals themselves act upon: for {@code ecs:plan} of all of them, for
 * {@code <dryRun>} of one. AWS is asked and not changed.
 */
final class ModulePlan {
    private static final Set<String> GOALS = Set.of("build", "push", "lifecycle", "deploy");

    private final AbstractServiceMojo goal;
    private final ModuleImage image;
    private final ImagePlanner images;
    private @Nullable RepositoryChange repository;

    ModulePlan(AbstractServiceMojo goal) {
        this.goal = goal;
        this.image = goal.moduleImage();
        this.images = new ImagePlanner(
                goal, !goal.session.isOffline() && (!goal.isDryRun() || isPushed(goal)), () -> repository()
                        .expected());
    }

    /** Whether the run comes to a push, or its dry run is of the goals after the build. */
    private static boolean isPushed(AbstractServiceMojo goal) {
        return goal.invocation().reaches("push") || !goal.execution.getGoal().equals("build");
    }

    /** The share of a goal in a plan, where it has one. */
    static Optional<PlanPart> partOf(String goalName) {
        return GOALS.contains(goalName)
                ? Optional.of(PlanPart.valueOf(goalName.toUpperCase(Locale.ROOT)))
                : Optional.empty();
    }

    /** What all goals would do that the user does not leave out. */
    Plan whole() {
        Set<PlanPart> parts = EnumSet.of(PlanPart.BUILD);
        for (String name : GOALS) {
            if (!goal.invocation().skips(name)) {
                partOf(name).ifPresent(parts::add);
            }
        }
        return plan(parts);
    }

    /** Tells of one goal what it would do. */
    void tell(PlanPart part) {
        Plan plan = plan(EnumSet.of(part));
        String heading = "Dry run of ecs:" + part.name().toLowerCase(Locale.ROOT) + ", which would do this:";
        PlanReport.of(plan, heading).lines().forEach(goal.getLog()::info);
    }

    private Plan plan(Set<PlanPart> parts) {
        Plan plan = image.deployed().isPresent() ? ofImageFromElsewhere(parts) : ofOwnImage(parts);
        if (plan.toldImage().filter(PlannedImage::isBuilt).isPresent()) {
            CopySources.requireThere(image.contextDirectory(), image.dockerfile(), image.buildArgs(), image.target());
        }
        return plan.with(express(plan));
    }

    private Optional<PlannedExpress> express(Plan plan) {
        if (!goal.isExpress() || !plan.parts().contains(PlanPart.DEPLOY)) {
            return Optional.empty();
        }
        boolean pushes =
                plan.parts().contains(PlanPart.PUSH) || goal.invocation().reaches("push");
        DeployedImage deployed =
                plan.image().filter(own -> pushes).map(this::deployed).orElseGet(() -> DeployedImage.of(goal));
        return Optional.of(new ExpressRollout(goal, goal.expressService()).planned(deployed));
    }

    private Plan ofImageFromElsewhere(Set<PlanPart> parts) {
        return new Plan(
                parts,
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                deployments(parts, () -> DeployedImage.of(goal)),
                stack(parts, () -> DeployedImage.of(goal)),
                Optional.empty());
    }

    private Plan ofOwnImage(Set<PlanPart> parts) {
        boolean pushes = parts.contains(PlanPart.PUSH) || goal.invocation().reaches("push");
        boolean builds = !goal.isDryRun() || goal.invocation().reaches("build");
        if (!pushes) {
            return withoutPush(parts);
        }
        boolean pushesAlone = parts.equals(EnumSet.of(PlanPart.PUSH)) && !builds;
        PlannedImage planned =
                planned(pushesAlone ? images.ofBuilt(goal.ownRecord()) : images.decision(), repositoryUri());
        Optional<LifecyclePolicyChange> policy = lifecyclePolicy(parts);
        List<PlannedDeployment> deployments = deployments(parts, () -> deployed(planned));
        return new Plan(
                parts,
                image.repository().name().value(),
                Optional.of(repository()),
                policy,
                Optional.of(planned),
                deployments,
                stack(parts, () -> deployed(planned)),
                contentTag(
                        planned.decision().image(), planned.repository(), digestOf(planned.decision()), deployments));
    }

    /** In a run that comes to no push, the other goals go by what an earlier one has left. */
    private Plan withoutPush(Set<PlanPart> parts) {
        Optional<LifecyclePolicyChange> policy = lifecyclePolicy(parts);
        Optional<PlannedImage> unpushed = parts.contains(PlanPart.BUILD) ? Optional.of(unpushed()) : Optional.empty();
        List<PlannedDeployment> deployments = deployments(parts, () -> DeployedImage.of(goal));
        return new Plan(
                parts,
                image.repository().name().value(),
                Optional.empty(),
                policy,
                unpushed,
                deployments,
                stack(parts, () -> DeployedImage.of(goal)),
                goal.recordFiles()
                        .readImage()
                        .flatMap(pushed -> contentTag(
                                pushed, pushed.image().withoutTagAndDigest(), pushed.imageDigest(), deployments)));
    }

    /** The goal itself succeeds although the tag cannot be moved, and so does its plan. */
    private Optional<ContentTagTurn> contentTag(
            ImageRecord pushed, ImageReference where, Optional<Digest> own, List<PlannedDeployment> deployments) {
        if (deployments.isEmpty()) {
            return Optional.empty();
        }
        List<ServiceChange> toCome =
                deployments.stream().map(PlannedDeployment::change).toList();
        try {
            return new ContentTagLook(goal).afterDeployment(pushed, where, own, toCome);
        } catch (ActionableException e) {
            goal.getLog().warn("Who gets the content tag cannot be foreseen: " + e.problem() + " " + e.remedy());
            return Optional.empty();
        }
    }

    private PlannedImage unpushed() {
        return planned(images.decision(), image.localNames().get(0).withoutTagAndDigest());
    }

    private PlannedImage planned(ImagePlan decision, ImageReference where) {
        return new PlannedImage(decision, where, decision.image().tags(), dockerfile());
    }

    /** As it lies in the module, so that the plan is the same in every clone. */
    private Path dockerfile() {
        Path base = goal.project.getBasedir().toPath().toAbsolutePath().normalize();
        return base.relativize(image.dockerfile().toAbsolutePath().normalize());
    }

    private RepositoryChange repository() {
        RepositoryChange known = repository;
        if (known == null) {
            known = ModuleStack.owned(
                    goal,
                    new Repositories(goal.aws().registry(image.repository()))
                            .decide(image.repository(), goal.repositorySettings()));
            repository = known;
        }
        return known;
    }

    /** As ECR calls it; of one that is to be created that is not known yet. */
    private ImageReference repositoryUri() {
        return repository().expected().map(Repository::uri).orElseGet(() -> image.localNames()
                .get(0)
                .withoutTagAndDigest());
    }

    private Optional<LifecyclePolicyChange> lifecyclePolicy(Set<PlanPart> parts) {
        return parts.contains(PlanPart.LIFECYCLE)
                ? goal.lifecyclePolicy().map(this::lifecyclePolicy)
                : Optional.empty();
    }

    private LifecyclePolicyChange lifecyclePolicy(LifecyclePolicy wanted) {
        boolean created = goal.invocation().reaches("push")
                || !goal.isDryRun() && !goal.invocation().skips("push");
        if (created && repository() instanceof RepositoryChange.Create create) {
            return new LifecyclePolicyChange.Put(create.where().name(), Optional.empty(), wanted);
        }
        LifecyclePolicyChange change = new LifecyclePolicies(goal.aws().registry(image.repository()))
                .decide(image.repository().name(), wanted);
        // ECR's own preview counts as a change of something; the goal asks for it before it puts the policy.
        LifecycleLook.ahead(
                LifecycleQuestion.about(image.repository(), change, new ImageWhereabouts(goal).present())
                        .withoutPreview(),
                goal);
        return change;
    }

    private DeployedImage deployed(PlannedImage planned) {
        List<Platform> platforms = BuiltPlatforms.of(goal, true);
        return new DeployedImage(
                digestOf(planned.decision())
                        .map(planned.name()::withDigest)
                        .orElseGet(() -> DigestToCome.of(planned.name())),
                platforms.isEmpty() ? planned.decision().image().platforms() : platforms);
    }

    private static Optional<Digest> digestOf(ImagePlan decision) {
        if (decision instanceof ImagePlan.InRepository there) {
            return Optional.of(there.digest());
        }
        return decision instanceof ImagePlan.InEngine there ? there.digest() : Optional.empty();
    }

    private List<PlannedDeployment> deployments(Set<PlanPart> parts, Supplier<DeployedImage> images) {
        if (!parts.contains(PlanPart.DEPLOY) || ModuleStack.of(goal).isPresent()) {
            return List.of();
        }
        List<DecidedDeployment> decided = goal.targets().stream()
                .map(target -> DecidedDeployment.of(target, images, target.deployment(), goal))
                .toList();
        RevisionForecast forecast = goal.aws().ecs().revisionForecast();
        return decided.stream()
                .map(one -> new PlannedDeployment(
                        one.target().name(), one.change(), one.target().deployment(), oldRevisions(forecast, one)))
                .toList();
    }

    private Optional<PlannedStack> stack(Set<PlanPart> parts, Supplier<DeployedImage> images) {
        return parts.contains(PlanPart.DEPLOY)
                ? ModuleStack.of(goal).map(stack -> stack.planned(images.get()))
                : Optional.empty();
    }

    /** The goal itself succeeds although old revisions stay, and so does its plan. */
    private Optional<RevisionSelection> oldRevisions(RevisionForecast forecast, DecidedDeployment one) {
        if (goal.keptRevisions().isEmpty()) {
            return Optional.empty();
        }
        try {
            int keep = goal.keptRevisions().getAsInt();
            return Optional.of(forecast.after(one.change(), one.target().deployment(), keep));
        } catch (ActionableException e) {
            goal.getLog().warn("Which old revisions go cannot be foreseen: " + e.problem() + " " + e.remedy());
            return Optional.empty();
        }
    }
}
