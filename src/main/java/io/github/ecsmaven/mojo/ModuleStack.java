package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.ecr.RepositoryChange;
import io.github.ecsmaven.ecs.ServiceNetwork;
import io.github.ecsmaven.preflight.NewServiceCheck;
import io.github.ecsmaven.release.PlannedStack;
import io.github.ecsmaven.stack.DeployedStack;
import io.github.ecsmaven.stack.ExistingPieces;
import io.github.ecsmaven.stack.LoadBalancing.Front;
import io.github.ecsmaven.stack.Network;
import io.github.ecsmaven.stack.PiecesOfStack;
import io.github.ecsmaven.stack.ServiceBlueprint;
import io.github.ecsmaven.stack.ServiceTemplate;
import io.github.ecsmaven.stack.StackNames;
import io.github.ecsmaven.stack.StackRequest;
import io.github.ecsmaven.stack.StackSettings;
import io.github.ecsmaven.stack.StackTags;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The stack of a goal's module: its service as the POM wants it, with what AWS knows of the pieces that exist. */
final class ModuleStack {
    /** Without resources (CloudFormation user guide, "Stack status codes"). */
    private static final Set<String> EMPTY = Set.of("ROLLBACK_COMPLETE", "REVIEW_IN_PROGRESS");

    private final AbstractServiceMojo goal;
    private final NewService service;

    ModuleStack(AbstractServiceMojo goal, NewService service) {
        this.goal = goal;
        this.service = service;
    }

    /**
     * The stack that keeps the goal's service, or is to; empty where no service is made, and where one of that name exists that is no
     * stack's, which is never adopted.
     *
     * @throws ActionableException when the stack is somebody else's, and when AWS refuses to answer
     */
    static Optional<ModuleStack> of(AbstractServiceMojo goal) {
        return goal.newService()
                .map(service -> new ModuleStack(goal, service))
                .filter(stack -> stack.isThere() || goal.running(stack.target()).isEmpty());
    }

    /** Asks what {@code ecs:deploy} will want to know, for the answers to be remembered. */
    static void readAhead(AbstractServiceMojo goal) {
        goal.newService().ifPresent(service -> {
            ModuleStack stack = new ModuleStack(goal, service);
            Optional<DeployedStack> found = stack.found();
            service.network().toNetwork(service.capacity().isFargate(), service.loadBalancer(), stack.pieces());
            found.filter(DeployedStack::isUpdatable)
                    .ifPresent(goal.aws().stacks().stacks()::template);
        });
    }

    private DeploymentTarget target() {
        return goal.targets().get(0);
    }

    /** Whether it is there with resources: what is left of a creation that failed has none. */
    private boolean isThere() {
        return found().filter(stack -> !EMPTY.contains(stack.status())).isPresent();
    }

    /** The stack as it is now. */
    Optional<DeployedStack> found() {
        return goal.aws().stacks().stacks().findOwn(names().stack(), owner()).filter(stack -> !stack.isDeleted());
    }

    /** Whose the stack is. */
    String owner() {
        return StackTags.owner(names().cluster(), names().service());
    }

    StackNames names() {
        return service.names();
    }

    NewService service() {
        return service;
    }

    /** @throws ActionableException when some of it cannot be, or what it needs is not there */
    ServiceBlueprint blueprint(DeployedImage image) {
        return blueprint(image, Optional.empty());
    }

    private ExistingPieces pieces() {
        return goal.session.isOffline()
                ? new Offline()
                : new PiecesOfStack(this::found, goal.aws().existingPieces());
    }

    private ServiceBlueprint blueprint(DeployedImage image, Optional<String> content) {
        return service.toBlueprint(
                image.name(),
                image.platforms(),
                goal.moduleImage().coordinates(),
                goal.moduleImage().revision(),
                content,
                pieces());
    }

    /** @throws ActionableException as {@link #blueprint}, and when the template is larger than CloudFormation takes */
    ServiceTemplate template(DeployedImage image) {
        return ServiceTemplate.of(blueprint(image));
    }

    /** The stack as it is to be. */
    StackRequest request(DeployedImage image) {
        return StackRequest.of(blueprint(image, goal.builtContent()));
    }

    /** How it is changed: all that a service has around it gets as long again as its deployment. */
    StackSettings settings() {
        return new StackSettings(
                goal.allowsReplacement(),
                goal.deploymentSettings().waitTimeout().multipliedBy(2));
    }

    /** What would become of it. */
    PlannedStack planned(DeployedImage image) {
        return new PlannedStack(
                target().name(),
                goal.aws().stackReleases().preview(request(image), target().deployment()),
                target().deployment(),
                goal.allowsReplacement());
    }

    /** A repository that is created for the service has a tag that says so, by which {@code ecs:destroy} knows it. */
    static RepositoryChange owned(AbstractServiceMojo goal, RepositoryChange change) {
        return change instanceof RepositoryChange.Create create
                ? ownerTag(goal)
                        .<RepositoryChange>map(tag -> new RepositoryChange.Create(
                                create.where(), create.settings().owned(tag)))
                        .orElse(change)
                : change;
    }

    /** Says whose the pieces are of the service that is made; empty where none is. */
    static Optional<Map<String, String>> ownerTag(AbstractServiceMojo goal) {
        Optional<String> owner = goal.isExpress()
                ? Optional.of(new ExpressRoleStack(goal, goal.expressService()).owner())
                : goal.newService().map(service -> new ModuleStack(goal, service).owner());
        return owner.map(it -> Map.of(StackTags.OWNER, it));
    }

    /** What a preflight has to look at; empty where the service is kept without a stack. */
    static Optional<NewServiceCheck.Needs> needs(AbstractServiceMojo goal) {
        return of(goal).map(stack -> stack.needs(stack.isThere()));
    }

    private NewServiceCheck.Needs needs(boolean isThere) {
        ServiceBlueprint blueprint = blueprint(new DeployedImage(
                goal.moduleImage().localNames().get(0), goal.moduleImage().platforms()));
        Map<String, String> roles = new LinkedHashMap<>();
        service.taskRole().ifPresent(arn -> roles.put("task role", arn));
        service.executionRole().ifPresent(arn -> roles.put("execution role", arn));
        boolean onFargate = blueprint.running().capacity().isFargate();
        return new NewServiceCheck.Needs(
                isThere,
                service.createsCluster(),
                service.loadBalancer().certificate(),
                roles,
                service.revision().ofContainer().secrets(),
                blueprint.task().logGroup().name(),
                service.logGroup().isEmpty(),
                onFargate ? Optional.of(network(blueprint.network())) : Optional.empty());
    }

    private static ServiceNetwork network(Network network) {
        return new ServiceNetwork(
                network.subnets().stream().map(Network.Subnet::id).toList(), network.assignPublicIp());
    }

    /** AWS cannot be asked. */
    private static final class Offline implements ExistingPieces {
        @Override
        public Subnets subnets(List<String> ids) {
            throw offline("the VPC of <subnets>", "Set <vpc> (-Decs.vpc)");
        }

        @Override
        public Subnets publicSubnets(Optional<String> vpc) {
            throw offline("the subnets of the service", "Set <vpc> and <subnets> (-Decs.vpc, -Decs.subnets)");
        }

        @Override
        public Front front(String arn) {
            throw offline(arn, "Have the load balancer made");
        }

        @Override
        public String vpcOf(String arn) {
            throw offline("the VPC of " + arn, "Set <vpc> and <subnets> (-Decs.vpc, -Decs.subnets)");
        }

        private static ActionableException offline(String what, String wayOut) {
            return new ActionableException(
                    "AWS has to be asked for " + what + ", and Maven is offline (-o).", wayOut + ", or leave -o out.");
        }
    }
}
