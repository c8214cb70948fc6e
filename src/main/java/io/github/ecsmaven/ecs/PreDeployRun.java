package io.github.ecsmaven.ecs;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.Sleeper;
import io.github.ecsmaven.aws.AwsFailures;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;

/** Runs one task of a revision in a service's place and waits for its end. Used once. */
final class PreDeployRun {
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final Duration CAPACITY_PAUSE = Duration.ofSeconds(15);
    private static final int CAPACITY_TRIES = 20;
    private static final int TOLERATED_FAILURES = 5;
    private static final int TOKEN_LENGTH = 64;
    private static final String STARTED_BY = "ecs-maven-plugin";

    private final EcsClient ecs;
    private final Clock clock;
    private final Sleeper sleeper;
    private final DeploymentListener listener;
    private final RunningService service;
    private final NewRevision revision;
    private final TaskDefinitionArn arn;
    private final PreDeployTask wanted;
    private final TaskOutput output;
    private final Instant deadline;

    PreDeployRun(
            EcsClient ecs,
            Clock clock,
            Sleeper sleeper,
            DeploymentListener listener,
            Evidence evidence,
            RunningService service,
            NewRevision revision,
            TaskDefinitionArn arn,
            PreDeployTask wanted) {
        this.ecs = ecs;
        this.clock = clock;
        this.sleeper = sleeper;
        this.listener = listener;
        this.service = service;
        this.revision = revision;
        this.arn = arn;
        this.wanted = wanted;
        this.output = new TaskOutput(
                evidence.logs(), revision.definition(), service.account().region(), listener);
        this.deadline = clock.instant().plus(wanted.timeout());
    }

    /** @throws DeploymentFailedException when the task cannot be started, fails or takes too long; the service is as it was */
    void succeed() {
        Task task = started();
        listener.taskStarted(task.taskArn());
        int failures = 0;
        while (!"STOPPED".equals(task.lastStatus())) {
            requireTime(task);
            pause(LOOK);
            try {
                task = look(task);
                failures = 0;
            } catch (SdkException e) {
                if (AwsFailures.isAccessDenied(e) || AwsFailures.isExpired(e) || ++failures > TOLERATED_FAILURES) {
                    throw lostSight(task, e);
                }
            }
            output.tell(task);
        }
        output.tellRest(task);
        requireSuccess(task);
    }

    private Task started() {
        RunTaskRequest request = request();
        for (int attempt = 1; ; attempt++) {
            RunTaskResponse answer = run(request);
            if (!answer.tasks().isEmpty()) {
                return answer.tasks().get(0);
            }
            if (attempt == CAPACITY_TRIES
                    || !isCapacity(answer.failures())
                    || !clock.instant().isBefore(deadline)) {
                throw notStarted(answer.failures());
            }
            listener.lookFailed(
                    "There is no capacity for the task before the deployment: " + inWords(answer.failures()));
            pause(CAPACITY_PAUSE);
        }
    }

    private RunTaskResponse run(RunTaskRequest request) {
        try {
            return ecs.runTask(request);
        } catch (SdkException e) {
            ActionableException explained =
                    PassRole.named(AwsFailures.explain("run the task before the deployment", e), revision);
            throw failure(
                    "The task before the deployment could not be started. " + explained.problem() + " " + untouched(),
                    explained.remedy() + " Then run mvn deploy again.",
                    e);
        }
    }

    private RunTaskRequest request() {
        Service running = service.service();
        RunTaskRequest.Builder request = RunTaskRequest.builder()
                .cluster(service.reference().cluster())
                .taskDefinition(arn.value())
                .count(1)
                .startedBy(STARTED_BY)
                .clientToken(token())
                .networkConfiguration(running.networkConfiguration())
                .overrides(overrides -> overrides.containerOverrides(override()));
        if (running.hasCapacityProviderStrategy()
                && !running.capacityProviderStrategy().isEmpty()) {
            request.capacityProviderStrategy(running.capacityProviderStrategy());
        } else {
            request.launchType(running.launchType());
        }
        return request.platformVersion(running.platformVersion()).build();
    }

    private ContainerOverride override() {
        ContainerOverride.Builder override = ContainerOverride.builder().name(container());
        if (!wanted.command().isEmpty()) {
            override.command(wanted.command());
        }
        if (!wanted.environment().isEmpty()) {
            override.environment(wanted.environment().entrySet().stream()
                    .map(entry -> software.amazon.awssdk.services.ecs.model.KeyValuePair.builder()
                            .name(entry.getKey())
                            .value(entry.getValue())
                            .build())
                    .toList());
        }
        return override.build();
    }

    private String container() {
        return wanted.container().orElseGet(revision::container);
    }

    /**
     * The same for the same revision and override, so that a repeated request runs nothing twice (ECS API reference, RunTask,
     * clientToken: at most 64 characters).
     */
    private String token() {
        String what = arn.value() + '\n' + container() + '\n' + wanted.command() + '\n' + wanted.environment();
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(what.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, TOKEN_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private Task look(Task task) {
        return ecs
                .describeTasks(request ->
                        request.cluster(service.reference().cluster()).tasks(task.taskArn()))
                .tasks()
                .stream()
                .findFirst()
                .orElse(task);
    }

    private void requireTime(Task task) {
        if (!clock.instant().isBefore(deadline)) {
            throw failure(
                    "The task before the deployment, " + idOf(task) + ", has not ended after "
                            + wanted.timeout().toSeconds() + " seconds; it goes on. " + untouched(),
                    "Wait longer: <preDeployTask><timeout>, in seconds. Stop it: aws ecs stop-task --cluster "
                            + service.reference().cluster() + " --task " + task.taskArn() + " --region "
                            + service.account().region(),
                    null);
        }
    }

    private void requireSuccess(Task task) {
        List<String> essential = revision.definition().containerDefinitions().stream()
                .filter(container -> !Boolean.FALSE.equals(container.essential()))
                .map(ContainerDefinition::name)
                .toList();
        List<Container> bad = task.containers().stream()
                .filter(container -> essential.contains(container.name()))
                .filter(container -> container.exitCode() == null || container.exitCode() != 0)
                .toList();
        if (bad.isEmpty() && !task.containers().isEmpty()) {
            listener.taskEnded(task.taskArn());
            return;
        }
        StoppedTasks end = StoppedTaskCollector.end(task);
        String fix =
                Hint.of(end).map(hint -> " To fix: " + hint.sentence() + ".").orElse("");
        throw failure(
                "The task before the deployment, " + idOf(task) + ", failed." + fix + " " + untouched()
                        + System.lineSeparator() + "  " + end,
                "Correct the cause and run mvn deploy again; a new revision runs the task anew."
                        + FollowUp.logs(revision.definition(), service.account().region()).stream()
                                .map(command -> System.lineSeparator() + "Logs: " + command)
                                .collect(Collectors.joining()),
                null);
    }

    private DeploymentFailedException notStarted(List<Failure> failures) {
        return failure(
                "The task before the deployment could not be started: " + inWords(failures) + ". " + untouched(),
                isCapacity(failures)
                        ? "Try again later, or give the service other subnets, sizes or capacity providers."
                        : "Correct what ECS names and run mvn deploy again.",
                null);
    }

    private DeploymentFailedException lostSight(Task task, SdkException cause) {
        ActionableException explained = AwsFailures.explain("look at the task before the deployment", cause);
        return failure(
                "The task before the deployment, " + idOf(task) + ", goes on, but its end cannot be seen from here. "
                        + explained.problem() + " " + untouched(),
                explained.remedy() + " See what becomes of it: aws ecs describe-tasks --cluster "
                        + service.reference().cluster() + " --tasks " + task.taskArn() + " --region "
                        + service.account().region(),
                cause);
    }

    private String untouched() {
        return "The " + service.reference() + " was not touched and runs " + service.taskDefinition() + "; "
                + arn.name() + " stays registered.";
    }

    private DeploymentFailedException failure(
            String problem, String remedy, @org.jspecify.annotations.Nullable Throwable cause) {
        DeploymentFailedException.Details details = new DeploymentFailedException.Details(
                DeploymentStatus.TASK_FAILED, arn, Optional.empty(), Optional.empty(), Report.NOTHING_KNOWN);
        return new DeploymentFailedException(problem, remedy, details, cause);
    }

    private static String idOf(Task task) {
        return task.taskArn().substring(task.taskArn().lastIndexOf('/') + 1);
    }

    private static boolean isCapacity(List<Failure> failures) {
        return failures.stream()
                .map(failure -> String.valueOf(failure.reason()))
                .anyMatch(reason -> reason.startsWith("RESOURCE") || reason.contains("Capacity is unavailable"));
    }

    private static String inWords(List<Failure> failures) {
        return failures.isEmpty()
                ? "ECS names no reason"
                : failures.stream()
                        .map(failure ->
                                failure.reason() + (failure.detail() == null ? "" : " (" + failure.detail() + ")"))
                        .distinct()
                        .collect(Collectors.joining("; "));
    }

    private void pause(Duration duration) {
        try {
            sleeper.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(
                    "The wait for the task before the deployment was interrupted. " + untouched(),
                    "See what became of it: aws ecs list-tasks --cluster "
                            + service.reference().cluster() + " --started-by " + STARTED_BY + " --region "
                            + service.account().region(),
                    e);
        }
    }
}
