package io.github.ecsmaven.ecs;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What ends a known cause of stopped tasks, found by ECS's own words (Amazon ECS developer guide: Resolve Amazon ECS stopped task errors).
 *
 * @param heals whether another try may go better without a change
 * @param sentence what to fix
 */
record Hint(boolean heals, String sentence) {
    private static final int KILLED = 137;
    private static final int SEGMENTATION_FAULT = 139;
    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;

    /** The first that applies counts. */
    private static final List<Rule> RULES = List.of(
            never(
                    "does not contain descriptor matching platform|exec format error",
                    "the image is for another processor than the tasks': set <platform> (-Decs.platform) to the task"
                            + " definition's runtimePlatform, or that to the image's"),
            mayHeal(
                    "(CannotPull|ResourceInitialization).*(i/o timeout|context deadline|connection refused|no such host"
                            + "|connection issue|dial tcp|request canceled)",
                    "the tasks have no way to ECR or to their secrets: in a private subnet they need a NAT gateway or VPC"
                            + " endpoints (ecr.api, ecr.dkr, s3, logs, secretsmanager), in a public one assignPublicIp ENABLED"),
            never(
                    "CannotPull.*(not found|manifest unknown|does not exist|no such image)",
                    "the image that the task definition names is not in its repository: see whether it was pushed, and whether a"
                            + " lifecycle policy removed it"),
            never(
                    "CannotPull.*(denied|forbidden|403|unauthorized|401|not authorized|no basic auth)",
                    "the task execution role may not pull the image: give it AmazonECSTaskExecutionRolePolicy, and the"
                            + " repository's policy must allow it"),
            never(
                    "log group does not exist|ResourceNotFoundException.*log group",
                    "the log group of the task definition's awslogs-group does not exist: create it (aws logs"
                            + " create-log-group), or set awslogs-create-group and allow logs:CreateLogGroup"),
            never(
                    "ResourceInitializationError.*(AccessDenied|not authorized)",
                    "the task execution role may not read a secret or parameter of the task definition: allow"
                            + " secretsmanager:GetSecretValue, ssm:GetParameters and kms:Decrypt for them"),
            never(
                    "ResourceInitializationError.*(ResourceNotFound|can't find|not found|invalid ssm parameters|did not contain"
                            + " json key)",
                    "a secret or parameter that the task definition names does not exist, or lacks that key: correct the"
                            + " container's secrets"),
            never(
                    "failed to validate logger args|LogDriver",
                    "the containers' log configuration cannot work: correct logConfiguration in the task definition"),
            never(
                    "CannotStartContainer.*(executable file not found|no such file)|StatusReason.*exec:",
                    "the container's command does not exist in the image: correct command or entryPoint"),
            mayHeal(
                    "OutOfMemory|out of memory",
                    "the container needs more memory than it may have: raise memory in the task definition, or lower the heap"
                            + " (-XX:MaxRAMPercentage)"),
            mayHeal(
                    "failed ELB health checks|failed container health checks.*target|Target.* unhealthy",
                    "the load balancer's health check does not get its answer: see its path, port and codes, the service's"
                            + " security group, and give the start enough time with healthCheckGracePeriodSeconds"),
            mayHeal(
                    "failed container health checks",
                    "the container's own healthCheck command fails: try it in the image, and give the start enough time with"
                            + " startPeriod"),
            mayHeal(
                    "Capacity is unavailable|insufficient capacity|RESOURCE:|no container instances",
                    "there is no capacity for the tasks just now: other subnets, sizes or capacity providers, or wait"),
            mayHeal("^spotinterruption", "AWS took Spot capacity back: nothing is wrong with the image"));

    /** What is known about that cause. */
    static Optional<Hint> of(StoppedTasks tasks) {
        Optional<Hint> known = RULES.stream()
                .filter(rule -> rule.applies().test(tasks.stopCode() + " " + tasks.words()))
                .map(Rule::hint)
                .findFirst();
        return known.or(() -> tasks.containers().stream()
                .filter(container -> container.exitCode().isPresent())
                .findFirst()
                .map(Hint::ofExit)
                .or(() -> endedByItself(tasks)));
    }

    private static Hint ofExit(StoppedTasks.ContainerEnd container) {
        int code = container.exitCode().getAsInt();
        String name = "container " + container.name();
        return switch (code) {
            case KILLED -> new Hint(
                    true,
                    name
                            + " was killed (exit code 137): by memory that it may not have, or after a failed health check; see"
                            + " its log");
            case SEGMENTATION_FAULT -> new Hint(
                    true, name + " ended with a segmentation fault: see its log, and the image's architecture");
            case NOT_EXECUTABLE, NOT_FOUND -> new Hint(
                    false,
                    name + " could not execute its command (exit code " + code + "): correct command or entryPoint");
            default -> new Hint(true, name + " ends with exit code " + code + ", and its log says why");
        };
    }

    private static Optional<Hint> endedByItself(StoppedTasks tasks) {
        return tasks.stopCode().equals("EssentialContainerExited")
                ? Optional.of(
                        new Hint(
                                true,
                                "an essential container ends by itself with exit code 0: its process must stay in the foreground"))
                : Optional.empty();
    }

    private static Rule never(String words, String sentence) {
        return rule(words, new Hint(false, sentence));
    }

    private static Rule mayHeal(String words, String sentence) {
        return rule(words, new Hint(true, sentence));
    }

    private static Rule rule(String words, Hint hint) {
        Pattern pattern = Pattern.compile(words.toLowerCase(Locale.ROOT), Pattern.DOTALL);
        return new Rule(text -> pattern.matcher(text.toLowerCase(Locale.ROOT)).find(), hint);
    }

    private record Rule(Predicate<String> applies, Hint hint) {}
}
