package io.github.ecsmaven.preflight;

import io.github.ecsmaven.ecr.EcrHost;
import io.github.ecsmaven.ecs.BalancedPort;
import io.github.ecsmaven.ecs.RunningService;
import io.github.ecsmaven.ecs.SecretSource;
import io.github.ecsmaven.ecs.ServiceReference;
import io.github.ecsmaven.ecs.TaskOutline;
import io.github.ecsmaven.ecs.TaskOutline.Container;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the tasks of a service need before they run: what contradicts itself is told at once, the rest is looked at. */
record TaskNeeds(
        Surroundings aws, ServiceReference service, RunningService running, TaskOutline tasks, ImageRegistry registry) {

    void lookAt(Report report) {
        roles(report);
        secrets(report);
        tasks.containers().stream()
                .flatMap(container -> container.logs().stream())
                .distinct()
                .forEach(group -> report.then(new LogGroupCheck(aws.logs(), group, tasks.executionRole())));
        running.balancedPorts().forEach(port -> balanced(port, report));
        if (tasks.fargate() && tasks.awsvpc()) {
            running.network()
                    .filter(network -> !network.subnets().isEmpty())
                    .ifPresent(network -> report.then(new SubnetCheck(
                            aws.reads(), service, running.account().id(), network, endpoints())));
        }
    }

    private void roles(Report report) {
        tasks.executionRole()
                .ifPresentOrElse(
                        role -> report.then(new RoleCheck(
                                aws.reads(),
                                role,
                                "execution role",
                                running.account().id())),
                        () -> missingExecutionRole(report));
        tasks.taskRole()
                .ifPresent(role -> report.then(new RoleCheck(
                        aws.reads(), role, "task role", running.account().id())));
    }

    /** RegisterTaskDefinition refuses secrets without one, and on Fargate images in ECR and awslogs too. */
    private void missingExecutionRole(Report report) {
        List<String> needs = new ArrayList<>();
        if (tasks.containers().stream()
                .anyMatch(container -> !container.secrets().isEmpty())) {
            needs.add("its secrets");
        }
        if (tasks.fargate() && usesEcr()) {
            needs.add("images in Amazon ECR");
        }
        if (tasks.fargate()
                && tasks.containers().stream()
                        .anyMatch(container -> container.logs().isPresent())) {
            needs.add("the log driver awslogs");
        }
        if (!needs.isEmpty()) {
            report.fails(
                    "Task definition " + tasks.name() + " has no execution role, and ECS needs one for "
                            + String.join(", ", needs) + ".",
                    "Add executionRoleArn to the task definition, a role with AmazonECSTaskExecutionRolePolicy that"
                            + " ecs-tasks.amazonaws.com may assume.");
        }
    }

    private boolean usesEcr() {
        return registry.ecr()
                || tasks.containers().stream()
                        .flatMap(container -> container.image().stream())
                        .anyMatch(image -> EcrHost.parse(image.registry()).isPresent());
    }

    private void secrets(Report report) {
        for (Container container : tasks.containers()) {
            container
                    .secrets()
                    .forEach(secret -> report.then(
                            secret.source() instanceof SecretSource.Parameter parameter
                                    ? new ParameterCheck(aws.reads(), secret.where(), parameter)
                                    : new SecretCheck(aws.reads(), secret.where(), (SecretSource.SecretsManager)
                                            secret.source())));
        }
    }

    private void balanced(BalancedPort port, Report report) {
        Optional<Container> container = tasks.container(port.container());
        if (container.isEmpty() || !container.get().ports().contains(port.port())) {
            String names = tasks.containers().stream().map(Container::name).collect(Collectors.joining(", "));
            report.fails(
                    "A load balancer of " + service + " sends to port " + port.port() + " of container '"
                            + port.container() + "', and task definition " + tasks.name()
                            + (container.isEmpty()
                                    ? " has no such container (" + names + ")."
                                    : " has no port mapping for it (" + ports(container.get()) + ")."),
                    "Add the port mapping (or the container) to the task definition, or point the service at another one: aws"
                            + " ecs update-service --load-balancers.");
        }
        report.then(new TargetGroupCheck(aws.reads(), service, port.targetGroupArn(), tasks));
    }

    private static String ports(Container container) {
        return container.ports().isEmpty()
                ? "none"
                : container.ports().stream().sorted().map(String::valueOf).collect(Collectors.joining(", "));
    }

    /**
     * The VPC endpoints that tasks need where nothing else leads out (ECS developer guide, "Amazon ECS interface VPC endpoints"; ECR user
     * guide, "Amazon ECR interface VPC endpoints": layers come from S3, and ecr.api is asked from platform version 1.4.0 on).
     */
    private Set<String> endpoints() {
        String home = running.account().region();
        Set<String> names = new LinkedHashSet<>();
        if (registry.ecr()) {
            String where = registry.region().orElse(home);
            names.add(where + ".ecr.dkr");
            if (!running.platformVersion().orElse("").startsWith("1.3")) {
                names.add(where + ".ecr.api");
            }
            names.add(where + ".s3");
        }
        for (Container container : tasks.containers()) {
            container.logs().ifPresent(logs -> names.add(logs.group().region() + ".logs"));
            container
                    .secrets()
                    .forEach(secret -> names.add(secret.source().region()
                            + (secret.source() instanceof SecretSource.Parameter ? ".ssm" : ".secretsmanager")));
        }
        return names;
    }
}
