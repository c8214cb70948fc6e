package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.context.Dockerfile;
import io.github.ecsmaven.ecr.RepositoryLocation;
import io.github.ecsmaven.ecs.ServiceReference;
import io.github.ecsmaven.iam.Place;
import io.github.ecsmaven.iam.PlanPermissions;
import io.github.ecsmaven.iam.Policy;
import io.github.ecsmaven.release.NeededDeployment;
import io.github.ecsmaven.release.NeededExpress;
import io.github.ecsmaven.release.NeededPermissions;
import io.github.ecsmaven.release.NeededStack;
import io.github.ecsmaven.release.NeededVerification;
import io.github.ecsmaven.release.OnReferencedImages;
import io.github.ecsmaven.release.PermissionGap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Prints the least IAM policy that the goals need for this POM, and writes it to {@code target/ecs/iam-policy.json}, and for each stage
 * of a pipeline to {@code iam-policy-build.json}, {@code iam-policy-push.json} (with {@code ecs:lifecycle}),
 * {@code iam-policy-deploy.json} (with {@code ecs:status} and {@code ecs:rollback}) and {@code iam-policy-verify.json};
 * {@code iam-policy-plan.json} is for {@code ecs:plan} and {@code dryRun}, which only read, and {@code iam-policy-destroy.json} for
 * {@code ecs:destroy}. With credentials it asks AWS for the account, and
 * for roles and log groups of the service's task definition; what is not known becomes {@code *}. It changes nothing:
 * {@code mvn ecs:iam-policy}.
 *
 * @since 0.1.0
 */
@Mojo(name = "iam-policy", threadSafe = true, configurator = AbstractEcsMojo.CONFIGURATOR)
public final class IamPolicyMojo extends AbstractServiceMojo {
    private static final List<String> STAGES = List.of("build", "push", "deploy", "verify");

    /** Is in what the others need. */
    private static final String PLAN = "plan";

    /** Is for whoever removes what the others make. */
    private static final String DESTROY = "destroy";

    /**
     * Which policy {@code ecs:iam-policy} prints: that of one stage, {@code build}, {@code push}, {@code deploy} or {@code verify}, or
     * {@code all} in one; {@code plan} for that of {@code ecs:plan}, {@code destroy} for that of {@code ecs:destroy}. Default: {@code all}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.iamPolicyStage", defaultValue = "all")
    private String iamPolicyStage = "all";

    /**
     * Number of the account that {@code ecs:iam-policy} writes the policy for, twelve digits. With it, AWS is asked nothing. Default: that
     * of an ARN in the configuration, else that of the credentials.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.iamPolicyAccount")
    private @Nullable String iamPolicyAccount;

    /**
     * Leaves out {@code ecs:iam-policy}. Default: {@code false}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.iam-policy.skip", defaultValue = "false")
    private boolean skipIamPolicy;

    // Asked once, for two stages.
    private final Map<DeploymentTarget, IamTasks> tasks = new HashMap<>();

    @Override
    boolean isSkipped() {
        return skipIamPolicy;
    }

    @Override
    void runForModule() {
        List<String> printed = printedStages(iamPolicyStage);
        IamPlace place = place();
        NeededPermissions needed =
                new NeededPermissions(place.home(), moduleImage().ecrRegistries());
        Map<String, Policy> byStage = new LinkedHashMap<>();
        byStage.put("build", toBuild(needed));
        byStage.put("push", toPush(needed));
        byStage.put("deploy", toDeploy(needed, place));
        byStage.put("verify", toVerify(needed, place));
        byStage.put(DESTROY, toDestroy(needed));
        Policy decided = byStage.getOrDefault("push", Policy.NONE).and(byStage.getOrDefault("deploy", Policy.NONE));
        byStage.put(
                PLAN,
                new PlanPermissions(decided, deregistersOldRevisions()).policy().and(toGuard(needed)));
        Map<String, Path> files = write(byStage);
        List<PermissionGap> gaps = new ArrayList<>(place.gaps());
        gaps.addAll(needed.gaps());
        IamPolicyReport report = new IamPolicyReport(project.getArtifactId());
        report.policy(printed, together(byStage, printed), files.get(printed.size() == 1 ? printed.get(0) : ""));
        report.stages(files);
        report.gaps(gaps);
        awsSettings().roleArn().ifPresent(report::role);
        report.lines().forEach(getLog()::info);
    }

    private static List<String> printedStages(String wanted) {
        if (wanted.equals("all")) {
            return STAGES;
        }
        if (!STAGES.contains(wanted) && !List.of(PLAN, DESTROY).contains(wanted)) {
            throw new ActionableException(
                    "<iamPolicyStage> is '" + wanted
                            + "', and it can be all, build, push, deploy, verify, plan or destroy.",
                    "Correct <iamPolicyStage> (-Decs.iamPolicyStage).");
        }
        return List.of(wanted);
    }

    private IamPlace place() {
        List<String> arns = new ArrayList<>();
        awsSettings().roleArn().ifPresent(arns::add);
        targets()
                .forEach(target -> arns.addAll(
                        List.of(target.service().cluster(), target.service().service())));
        return IamPlace.of(awsSettings(), Optional.ofNullable(iamPolicyAccount), arns, session.isOffline(), this::aws);
    }

    private Policy toBuild(NeededPermissions needed) {
        return moduleImage().deployed().isPresent() || invocation().skips("build")
                ? Policy.NONE
                : needed.toBuild(
                        Dockerfile.read(moduleImage().dockerfile()),
                        moduleImage().buildArgs(),
                        moduleImage().target(),
                        moduleImage().platforms(),
                        buildKitOptions());
    }

    private Policy toPush(NeededPermissions needed) {
        if (moduleImage().deployed().isPresent() || invocation().skips("push")) {
            return Policy.NONE;
        }
        List<DeploymentTarget> looked = invocation().skips("deploy") ? List.of() : targets();
        Policy push = looked.stream()
                .map(target -> toPush(needed, Optional.of(target)))
                .reduce(Policy::and)
                .orElseGet(() -> toPush(needed, Optional.empty()))
                .and(toGuard(needed));
        // A daemon's image is in its cache alone: the push builds once more from there.
        return builderSettings().buildkitHost().isPresent() ? push.and(toBuild(needed)) : push;
    }

    private Policy toPush(NeededPermissions needed, Optional<DeploymentTarget> target) {
        return needed.toPush(
                moduleImage().repository(),
                ModuleStack.ownerTag(this)
                        .map(tag -> repositorySettings().owned(tag))
                        .orElseGet(this::repositorySettings),
                lifecyclePolicy().isPresent() && !invocation().skips("lifecycle"),
                target.map(DeploymentTarget::service),
                target.isPresent());
    }

    /** To see whether a lifecycle policy takes images in use. */
    private Policy toGuard(NeededPermissions needed) {
        boolean looks = lifecyclePolicy().isPresent() || lifecycleLimits().watchesOthersPolicies();
        return !looks
                        || invocation().skips("lifecycle")
                        || lifecycleLimits().onReferencedImages() == OnReferencedImages.IGNORE
                ? Policy.NONE
                : needed.toGuard(moduleImage().repository(), new ImageWhereabouts(this).configured());
    }

    private Policy toDeploy(NeededPermissions needed, IamPlace place) {
        if (isExpress() && !invocation().skips("deploy")) {
            return needed.toDeploy(express(needed.home()));
        }
        List<DeploymentTarget> deployed = invocation().skips("deploy") ? List.of() : targets();
        Policy ofServices =
                deployed.stream().map(target -> toDeploy(needed, place, target)).reduce(Policy.NONE, Policy::and);
        return deployed.isEmpty()
                ? ofServices
                : stack().map(needed::toStack).map(ofServices::and).orElse(ofServices);
    }

    /** The stack of the service that is made, with what AWS alone knows assumed. */
    private Optional<NeededStack> stack() {
        return newService()
                .map(service -> new NeededStack(
                        service.assumed(moduleImage().coordinates()),
                        service.network().isLookedUp()));
    }

    private NeededExpress express(Place home) {
        ExpressRoleStack roles = new ExpressRoleStack(this, expressService());
        ExpressRoleArns arns = roles.arns(home.region(), home::role);
        return new NeededExpress(
                expressService(),
                arns.ofTasks(),
                arns.infrastructure(),
                roles.made(arns),
                deploymentSettings(),
                isRolledBackOnInterrupt());
    }

    private Policy toDestroy(NeededPermissions needed) {
        Optional<RepositoryLocation> repository = moduleImage().deployed().isPresent()
                ? Optional.empty()
                : Optional.of(moduleImage().repository());
        if (isExpress() && !invocation().skips(DESTROY)) {
            return needed.toDestroy(express(needed.home()), repository);
        }
        return invocation().skips(DESTROY)
                ? Policy.NONE
                : stack().map(stack -> needed.toDestroy(stack, repository)).orElse(Policy.NONE);
    }

    private Policy toDeploy(NeededPermissions needed, IamPlace place, DeploymentTarget target) {
        IamTasks found = tasks(place, target);
        return needed.toDeploy(new NeededDeployment(
                target.service(),
                target.deployment(),
                isRolledBackOnInterrupt(),
                deregistersOldRevisions(),
                target.taskDefinition(),
                found.known(),
                found.mayHaveLoadBalancer(),
                moduleImage().repository(),
                moduleImage().deployed(),
                found.unknown()));
    }

    private Policy toVerify(NeededPermissions needed, IamPlace place) {
        if (invocation().skips("verify") && !verifiesBeforeDeploy()) {
            return Policy.NONE;
        }
        Policy ofServices = targets().stream()
                .map(target -> toVerify(needed, Optional.of(target.service()), tasks(place, target)))
                .reduce(Policy::and)
                .orElseGet(() -> toVerify(needed, Optional.empty(), IamTasks.none()));
        return stack().map(needed::toVerify).map(ofServices::and).orElse(ofServices);
    }

    private Policy toVerify(NeededPermissions needed, Optional<ServiceReference> service, IamTasks found) {
        return needed.toVerify(new NeededVerification(
                moduleImage().repository(),
                repositorySettings(),
                moduleImage().deployed(),
                service,
                found.known(),
                found.features()));
    }

    private IamTasks tasks(IamPlace place, DeploymentTarget target) {
        return tasks.computeIfAbsent(target, it -> newService()
                .map(service -> IamTasks.of(place, service, moduleImage().coordinates()))
                .orElseGet(() -> IamTasks.of(place, it.taskDefinition(), it.service(), it.revision(), this::aws)));
    }

    private static Policy together(Map<String, Policy> byStage, List<String> stages) {
        return stages.stream()
                .map(stage -> byStage.getOrDefault(stage, Policy.NONE))
                .reduce(Policy.NONE, Policy::and);
    }

    /** Files by stage, that of all under an empty name; a stage that needs nothing has none. */
    private Map<String, Path> write(Map<String, Policy> byStage) {
        Map<String, Policy> policies = new LinkedHashMap<>(byStage);
        policies.put("", together(byStage, STAGES));
        Map<String, Path> files = new LinkedHashMap<>();
        policies.forEach((stage, policy) -> {
            Path file = recordFiles().policyFile(stage);
            if (policy.isEmpty()) {
                recordFiles().forgetPolicy(file);
            } else {
                recordFiles().writePolicy(file, policy.toJson());
                files.put(stage, file);
            }
        });
        return files;
    }
}
