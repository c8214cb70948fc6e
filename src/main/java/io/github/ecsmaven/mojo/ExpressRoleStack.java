package io.github.ecsmaven.mojo;

import io.github.ecsmaven.aws.CallerIdentity;
import io.github.ecsmaven.ecs.AwsAccount;
import io.github.ecsmaven.ecs.ServiceReference;
import io.github.ecsmaven.iam.ExpressPermissions;
import io.github.ecsmaven.stack.ExpressRoles;
import io.github.ecsmaven.stack.Removal;
import io.github.ecsmaven.stack.SecretOrigin;
import io.github.ecsmaven.stack.StackChange;
import io.github.ecsmaven.stack.StackEnd;
import io.github.ecsmaven.stack.StackNames;
import io.github.ecsmaven.stack.StackOutcome;
import io.github.ecsmaven.stack.StackRequest;
import io.github.ecsmaven.stack.StackResource;
import io.github.ecsmaven.stack.StackSettings;
import io.github.ecsmaven.stack.StackTags;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The small stack with the roles that are made for an Express service. */
final class ExpressRoleStack {
    private final AbstractServiceMojo goal;
    private final ServiceReference service;

    ExpressRoleStack(AbstractServiceMojo goal, ServiceReference service) {
        this.goal = goal;
        this.service = service;
    }

    private StackNames names() {
        return new StackNames(service.clusterName(), service.serviceName());
    }

    String name() {
        return names().rolesStack();
    }

    String owner() {
        return StackTags.owner(service.clusterName(), service.serviceName());
    }

    /** The roles, those that the stack makes by the names that they have or are going to have. */
    ExpressRoleArns arns() {
        return arns(goal.aws().region(), this::arn);
    }

    /** @param arn makes an ARN of a role's name */
    ExpressRoleArns arns(String region, Function<String, String> arn) {
        return goal.expressParameters()
                .roles(
                        () -> arn.apply(names().executionRole(region)),
                        () -> arn.apply(names().infrastructureRole(region)));
    }

    /** The roles that are made, for a policy. */
    ExpressPermissions.MadeRoles made(ExpressRoleArns all) {
        ExpressParameters express = goal.expressParameters();
        Set<String> arns = new LinkedHashSet<>();
        if (express.createsExecutionRole()) {
            arns.add(all.execution());
        }
        if (express.createsInfrastructureRole()) {
            arns.add(all.infrastructure());
        }
        return new ExpressPermissions.MadeRoles(name(), arns);
    }

    private String arn(String role) {
        CallerIdentity identity = goal.aws().identity();
        return "arn:" + AwsAccount.ofArn(identity.arn()).partition() + ":iam::" + identity.account() + ":role/" + role;
    }

    /** As it is to be; empty where no role is made. */
    private Optional<StackRequest> request() {
        ExpressParameters express = goal.expressParameters();
        if (!express.createsExecutionRole() && !express.createsInfrastructureRole()) {
            return Optional.empty();
        }
        Map<String, String> tags = StackTags.of(
                service.clusterName(),
                service.serviceName(),
                goal.moduleImage().coordinates(),
                goal.moduleImage().revision());
        return Optional.of(new ExpressRoles(
                        names(),
                        express.createsExecutionRole(),
                        express.createsInfrastructureRole(),
                        goal.revisionSettings().ofContainer().secrets().values().stream()
                                .map(SecretOrigin::new)
                                .toList(),
                        tags)
                .request());
    }

    /** What would become of it; empty where no role is made. */
    Optional<StackChange> planned() {
        return request().map(goal.aws().stacks().changes()::preview);
    }

    /**
     * Brings it to what is wanted.
     *
     * @return how that ended; empty where no role is made
     */
    Optional<StackOutcome> bring() {
        return request().map(request -> {
            StackChange change = goal.aws().stacks().changes().decide(request);
            if (change instanceof StackChange.Create) {
                goal.getLog().info("Creating " + request + ", the roles of Express " + service);
            }
            if (change instanceof StackChange.Nothing nothing) {
                return new StackOutcome(StackEnd.UNCHANGED, nothing.stack(), Optional.empty(), Duration.ZERO);
            }
            return logging(
                    request.resources(), log -> goal.aws().stacks().deployer().execute(change, settings(), log));
        });
    }

    /** What goes with the stack; empty when there is none. */
    Optional<Removal> removal() {
        return goal.aws().stacks().deployer().removal(name(), owner());
    }

    void remove(Removal removal) {
        Map<String, String> types = new LinkedHashMap<>();
        for (StackResource resource : removal.goes()) {
            types.put(resource.logicalId(), resource.type());
        }
        logging(types, log -> goal.aws().stacks().deployer().remove(removal, settings(), log));
    }

    private StackOutcome logging(Map<String, String> types, Function<StackLog, StackOutcome> work) {
        LiveBlock block = Console.blockFor(goal.session);
        StackLog log = new StackLog(goal.getLog(), block, InstantSource.system(), types);
        try (Redrawing redrawing = Redrawing.start(block, log::draw, log::end)) {
            return work.apply(log);
        }
    }

    private StackSettings settings() {
        return new StackSettings(
                goal.allowsReplacement(), goal.deploymentSettings().waitTimeout());
    }
}
