package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.aws.AwsSettings;
import io.github.ecsmaven.context.ContentSummary;
import io.github.ecsmaven.ecs.BaseRevision;
import io.github.ecsmaven.ecs.RevisionRequest;
import io.github.ecsmaven.ecs.RevisionSettings;
import io.github.ecsmaven.ecs.RunningService;
import io.github.ecsmaven.ecs.ServiceReference;
import io.github.ecsmaven.ecs.TaskDefinitionSource;
import io.github.ecsmaven.image.ImageRecord;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.preflight.Check;
import io.github.ecsmaven.release.PlanPart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Which service runs the image, and how. Here the configuration is complete, so here it is checked. */
abstract class AbstractServiceMojo extends AbstractStackMojo {
    private static final List<String> GOALS_ON_AWS = List.of("push", "lifecycle", "deploy");

    /**
     * Name or ARN of the ECS cluster. Without {@code cluster} and {@code service} the image is built and pushed only. Default: none.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.cluster")
    private @Nullable String cluster;

    /**
     * Name or ARN of the ECS service that runs the image. Default: none.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.service")
    private @Nullable String service;

    /**
     * Several services that run the image, instead of {@code service}: a {@code <service>} each with its {@code <name>} and, where it
     * differs from the configuration's own element of that name, {@code <cluster>}, {@code <taskDefinition>}, {@code <container>},
     * {@code <command>}, {@code <cpu>}, {@code <memory>}, {@code <desiredCount>}, {@code <preDeployTask>}; its {@code <environment>},
     * {@code <containerSecrets>}, {@code <logOptions>} and {@code <containers>} come on top of the configuration's. All are checked before
     * the first is updated; then they are updated in this order, and a failure leaves the rest as they are. {@code service} picks one of
     * them ({@code -Decs.service=worker}). Default: none.
     *
     * @since 0.1.0
     */
    @Parameter
    private @Nullable List<ServiceParameters> services;

    /**
     * What a new revision starts from: a family, whose latest active revision counts; {@code family:revision} or an ARN; or a JSON file
     * ({@code .json}) as {@code aws ecs register-task-definition} takes and {@code describe-task-definition} prints it, in whose values
     * {@code @name@} stands for a property of Maven or of the deployment. Default: the revision that the service runs now.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.taskDefinition")
    private @Nullable String taskDefinition;

    // Found out in the module's own turn: what is put off runs in another one's, where Maven's expressions mean that
    // module.
    private @Nullable List<DeploymentTarget> targets;

    @Override
    final void run() {
        if (!needsImage()) {
            awsSettings();
            targets();
            refuseOffline(execution.getGoal());
            runForModule();
        } else if (moduleImage().deployed().isPresent()
                || moduleImage().hasDockerfile(!targets().isEmpty() || isExpress())) {
            try (ReadAhead ahead = readAhead()) {
                refuseWhatCannotWork();
                runOrTell();
                ahead.join();
            }
        } else if (scope().isFirstTimeFor(project)) {
            getLog().info("No Dockerfile in " + moduleImage().contextDirectory() + ": nothing to do.");
        }
    }

    /** Whether the goal is for modules with a Dockerfile or an image only. */
    boolean needsImage() {
        return true;
    }

    /** What AWS is asked beside the goal's own work, for the goals that follow. */
    ReadAhead readAhead() {
        return ReadAhead.none();
    }

    private void runOrTell() {
        Optional<PlanPart> part = isDryRun() ? ModulePlan.partOf(execution.getGoal()) : Optional.empty();
        part.ifPresentOrElse(own -> new ModulePlan(this).tell(own), this::runForModule);
    }

    /** The goal's own work in a module that has an image, or needs none. */
    abstract void runForModule();

    /** All goals share one configuration: the first one refuses what a later one would, before anything is built or changed. */
    private void refuseWhatCannotWork() {
        moduleImage().check();
        builderSettings();
        buildKitOptions();
        if (moduleImage().deployed().isPresent() && targets().isEmpty() && !isExpress()) {
            throw new ActionableException(
                    "<image> is set, but no service to deploy it to.", "Set <cluster> and <service>.");
        }
        awsSettings();
        repositorySettings();
        lifecyclePolicy();
        lifecycleLimits();
        deploymentSettings();
        revisionSettings();
        targets();
        GOALS_ON_AWS.stream().filter(invocation()::reaches).findFirst().ifPresent(this::refuseOffline);
    }

    /**
     * The services that run the image and how each is deployed to, in order; none when none is configured.
     *
     * @throws ActionableException when only half of one is, or an element has a value that it cannot have
     */
    protected List<DeploymentTarget> targets() {
        List<DeploymentTarget> known = targets;
        if (known == null) {
            known = isExpress() ? lookedAt(expressService()) : configuredTargets();
            targets = known;
        }
        return known;
    }

    private List<DeploymentTarget> configuredTargets() {
        if (createsService()) {
            refuseBesideCreation(services != null, taskDefinition != null);
        } else {
            refuseBlockWithoutCreation();
        }
        if (services != null) {
            return DeploymentTarget.distinct(ServiceParameters.chosen(services, service).stream()
                    .map(one -> target(
                            one.without(name -> session.getUserProperties().containsKey("ecs." + name))))
                    .toList());
        }
        if (cluster == null && service == null) {
            refuseCreationOfNothing();
            return List.of();
        }
        if (cluster == null || service == null) {
            String missing = cluster == null ? "cluster" : "service";
            throw new ActionableException(
                    "<" + (cluster == null ? "service" : "cluster") + "> is set and <" + missing
                            + "> is not, so it is unclear what to deploy to.",
                    "Set <" + missing + "> or -Decs." + missing + ", or neither to build and push only.");
        }
        if (createsService()) {
            newService(cluster, service).check(moduleImage().coordinates());
        }
        return List.of(new DeploymentTarget(
                new ServiceReference(cluster, service),
                taskDefinition(taskDefinition),
                revisionSettings(),
                deploymentSettings()));
    }

    /** The service to be made, where one is. */
    protected Optional<NewService> newService() {
        return createsService()
                        && cluster != null
                        && service != null
                        && !targets().isEmpty()
                ? Optional.of(newService(cluster, service))
                : Optional.empty();
    }

    /** Its deployments go a way of their own; goals that only look at a service see no difference. */
    private List<DeploymentTarget> lookedAt(ServiceReference express) {
        return needsImage()
                ? List.of()
                : List.of(new DeploymentTarget(
                        express, new TaskDefinitionSource.RunsNow(), RevisionSettings.NONE, deploymentSettings()));
    }

    /**
     * The service of Express Mode.
     *
     * @throws ActionableException when it has no name, or something is set that cannot go with Express Mode
     */
    protected ServiceReference expressService() {
        refuseBlockBesideExpress();
        return expressService(cluster, service, services != null, taskDefinition != null);
    }

    private DeploymentTarget target(ServiceParameters one) {
        String itsCluster = one.cluster().orElse(cluster);
        if (itsCluster == null) {
            throw new ActionableException(
                    "<services><service> '" + one.name() + "' has no <cluster>, so it is unclear what to deploy to.",
                    "Set <cluster> in it, or <cluster> or -Decs.cluster for all.");
        }
        return new DeploymentTarget(
                new ServiceReference(itsCluster, one.name()),
                taskDefinition(one.taskDefinition().orElse(taskDefinition)),
                revisionSettings().with(one.toRevisionSettings()),
                deploymentSettings(one));
    }

    /** The service as it is now; empty where it is still to be made. */
    protected Optional<RunningService> running(DeploymentTarget target) {
        return createsService()
                ? aws().ecs().services().find(target.service())
                : Optional.of(aws().ecs().services().describe(target.service()));
    }

    /**
     * What has to hold for the image to be pushed and deployed, builders aside.
     *
     * @param built what was built for this module, where it was
     */
    protected List<Check> deploymentChecks(Optional<ImageRecord> built) {
        return new DeploymentChecks(aws().surroundings(), moduleImage(), repositorySettings(), targets(), this)
                .checks(built);
    }

    /** Services that other modules of this run deploy to as well. */
    protected SharedServices sharedServices() {
        AwsSettings settings = awsSettings();
        return new SharedServices(
                new Reactor(session).shared(),
                String.join(
                        " ",
                        settings.region().orElse(""),
                        settings.profile().orElse(""),
                        settings.roleArn().orElse(""),
                        settings.endpoint().map(String::valueOf).orElse("")));
    }

    /** Whether {@code <services>} is the way that services are configured. */
    protected boolean hasSeveralServices() {
        return services != null;
    }

    private TaskDefinitionSource taskDefinition(@Nullable String configured) {
        if (configured == null) {
            return new TaskDefinitionSource.RunsNow();
        }
        Path file = project.getBasedir().toPath().resolve(configured);
        return configured.endsWith(".json") || Files.isRegularFile(file)
                ? new TaskDefinitionSource.File(file, mavenProperties())
                : TaskDefinitionSource.named(configured);
    }

    private MavenProperties mavenProperties() {
        return new MavenProperties(
                project, session.getUserProperties(), new PluginParameterExpressionEvaluator(session, execution));
    }

    /**
     * The task definition that a new revision of the service would start from.
     *
     * @throws ActionableException when service, task definition or containers are not there, cannot be deployed to, or do not go with
     *     what the POM sets in them
     */
    protected BaseRevision baseRevision(DeploymentTarget target, RunningService running) {
        BaseRevision base = aws().ecs().taskDefinitions().read(target.taskDefinition(), running);
        target.requireFits(base);
        return base;
    }

    /** Carries changes of services out. */
    protected Rollout rollout() {
        return new Rollout(aws(), recordFiles(), isRolledBackOnInterrupt(), hasSeveralServices());
    }

    /** What a new revision of a service changes in its base. */
    protected RevisionRequest revisionRequest(RevisionSettings settings, ImageReference image) {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put(RevisionRequest.MAVEN_TAG, moduleImage().coordinates());
        moduleImage().revision().ifPresent(commit -> tags.put(RevisionRequest.COMMIT_TAG, commit));
        return new RevisionRequest(settings, image, tags, builtContent());
    }

    /** What the image of the module was made of, in short; empty where that is not known, or another image is deployed. */
    Optional<String> builtContent() {
        return moduleImage().deployed().isPresent()
                ? Optional.empty()
                : recordFiles().readContent().map(key -> ContentSummary.of(key).text());
    }
}
