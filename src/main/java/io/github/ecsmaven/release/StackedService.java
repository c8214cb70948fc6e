package io.github.ecsmaven.release;

import io.github.ecsmaven.ecs.DeploymentSettings;
import io.github.ecsmaven.ecs.DeploymentSettings.OnTimeout;
import io.github.ecsmaven.ecs.EcsAccount;
import io.github.ecsmaven.ecs.NewRevision;
import io.github.ecsmaven.ecs.RunningService;
import io.github.ecsmaven.ecs.ServiceChange;
import io.github.ecsmaven.ecs.ServiceReference;
import io.github.ecsmaven.ecs.TaskDefinitionArn;
import io.github.ecsmaven.stack.DeployedStack;
import io.github.ecsmaven.stack.StackOutput;
import java.util.Optional;
import java.util.OptionalInt;

/** The service in a stack that is as it is wanted: it may run something else all the same. */
final class StackedService {
    private final EcsAccount ecs;

    StackedService(EcsAccount ecs) {
        this.ecs = ecs;
    }

    /** Empty when the stack has no service. */
    Optional<ServiceChange> decide(DeployedStack stack, DeploymentSettings settings) {
        Optional<TaskDefinitionArn> revision =
                stack.output(StackOutput.TASK_DEFINITION).map(TaskDefinitionArn::new);
        return stack.output(StackOutput.SERVICE)
                .map(StackedService::ofArn)
                .flatMap(service -> revision.map(it -> decide(service, it, settings)));
    }

    private ServiceChange decide(ServiceReference reference, TaskDefinitionArn revision, DeploymentSettings settings) {
        RunningService running = ecs.services().describe(reference);
        NewRevision wanted = ecs.taskDefinitions().asItIs(revision, Optional.empty(), running);
        return running.taskDefinition().equals(revision)
                ? ecs.changes().decide(running, wanted, own(settings))
                : new ServiceChange.Redeploy(running, wanted, revision, ServiceChange.Reason.OF_ITS_STACK);
    }

    /** The ARN of a service ends with {@code service/cluster/name} (Amazon ECS developer guide, "Amazon Resource Names"). */
    static ServiceReference ofArn(String arn) {
        String[] parts = arn.split("/");
        return new ServiceReference(parts[parts.length - 2], parts[parts.length - 1]);
    }

    /** What the template says, such as how many tasks there are, and what CloudFormation does, such as to roll back, is left to them. */
    static DeploymentSettings own(DeploymentSettings settings) {
        return new DeploymentSettings(
                OptionalInt.empty(),
                settings.forceNewDeployment(),
                settings.waitTimeout(),
                OnTimeout.FAIL,
                settings.logLines(),
                Optional.empty());
    }
}
