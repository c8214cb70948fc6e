package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ecs.DeploymentEvent;
import io.github.ecsmaven.ecs.DeploymentListener;
import io.github.ecsmaven.ecs.DeploymentOutcome;
import io.github.ecsmaven.ecs.DeploymentSnapshot;
import io.github.ecsmaven.ecs.DeploymentSnapshot.Progress;
import io.github.ecsmaven.ecs.FieldChange;
import io.github.ecsmaven.ecs.FollowUp;
import io.github.ecsmaven.ecs.ServiceChange;
import io.github.ecsmaven.ecs.ServiceReference;
import io.github.ecsmaven.ecs.StoppedTasks;
import io.github.ecsmaven.ecs.TargetHealth;
import io.github.ecsmaven.ecs.TaskDefinitionArn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.maven.plugin.logging.Log;

/** All that the user reads while a service is updated: the wording of every event. */
final class DeploymentLog implements DeploymentListener {
    private final Log log;
    private final LiveBlock block;
    private final Instant started = Instant.now();
    private Duration registration = Duration.ZERO;
    private String said = "";
    private Consumer<List<String>> canvas;
    private Consumer<FollowUp> followers = commands -> {};

    DeploymentLog(Log log, LiveBlock block) {
        this.log = log;
        this.block = block;
        this.canvas = block::draw;
    }

    private void say(String line) {
        synchronized (block) {
            block.erase();
            log.info(line);
        }
    }

    /** Has what would be redrawn drawn by somebody who has more to draw. */
    void drawOn(Consumer<List<String>> other) {
        canvas = other;
    }

    void decided(ServiceChange change) {
        String name = change.service().reference().toString();
        if (change instanceof ServiceChange.Update update) {
            say("Updating " + name + ", which runs " + update.from());
            differences(update.differences()).forEach(this::say);
        } else if (change instanceof ServiceChange.Redeploy redeploy) {
            say("Deploying " + redeploy.revision() + " to " + name + inWords(redeploy.reason()));
        } else if (change instanceof ServiceChange.Follow follow) {
            say(follow.revision() + " is being deployed to " + name + " already: following that deployment");
        } else if (change instanceof ServiceChange.Scale scale) {
            say("Changing the desired count of " + name + " from "
                    + scale.service().desiredCount() + " to " + scale.to());
        }
    }

    private static List<String> differences(List<FieldChange> differences) {
        return differences.stream()
                .map(change -> "  " + change.path() + ": " + inWords(change))
                .toList();
    }

    /** What becomes of a field. */
    static String inWords(FieldChange change) {
        return switch (change.kind()) {
            case ADDED -> "added" + change.after().map(value -> " " + value).orElse("");
            case REMOVED -> "removed"
                    + change.before().map(value -> " " + value).orElse("");
            case CHANGED -> change.before()
                    .flatMap(before -> change.after().map(after -> before + " -> " + after))
                    .orElse("changed");
        };
    }

    /** What follows the words that a revision is deployed. */
    static String inWords(ServiceChange.Reason reason) {
        return switch (reason) {
            case FAILED -> " again: its last deployment failed";
            case STOPPED -> " again: its last deployment was stopped";
            case ROLLED_BACK -> " again: its last deployment was rolled back";
            case FORCED -> " again: <forceNewDeployment> is set";
            case GOING_BACK -> ", the last revision that succeeded";
            case OF_ITS_STACK -> ", the revision of its stack: the service was given another one since";
            case NEVER_RAN -> ": the service had no tasks, so this revision has never run";
        };
    }

    @Override
    public void registered(TaskDefinitionArn revision) {
        registration = Duration.between(started, Instant.now());
        say("Registered task definition " + revision);
    }

    @Override
    public void taskStarted(String taskArn) {
        say("Running the task before the deployment: " + taskArn.substring(taskArn.lastIndexOf('/') + 1));
    }

    @Override
    public void taskOutput(String container, String line) {
        say("  " + container + " | " + line);
    }

    @Override
    public void taskEnded(String taskArn) {
        say("The task before the deployment succeeded");
    }

    @Override
    public void updating(ServiceReference service, TaskDefinitionArn revision) {
        log.debug("UpdateService " + service + " to " + revision.value());
    }

    @Override
    public void waiting(ServiceReference service, String deploymentId) {
        say("Waiting for deployment " + deploymentId);
    }

    /** Who wants to know how the deployment is followed without this build. */
    void onFollowUp(Consumer<FollowUp> follower) {
        followers = follower;
    }

    @Override
    public void followUp(FollowUp commands) {
        followers.accept(commands);
        log.debug("Follow it: " + commands.watch());
    }

    @Override
    public void tasksStopped(StoppedTasks cause, Optional<String> fix) {
        warn("  " + cause + fix.map(sentence -> ". To fix: " + sentence).orElse(""));
    }

    @Override
    public void paused(String stage) {
        warn("  The deployment waits for a person: a lifecycle hook holds it in " + inWords(stage)
                + ". Continue it in the ECS console or with aws ecs continue-service-deployment.");
    }

    @Override
    public void rollingBack(String why) {
        warn("  Asking ECS to roll the deployment back, because " + why);
    }

    @Override
    public void progress(DeploymentSnapshot snapshot) {
        List<String> lines = lines(snapshot);
        if (block.isLive()) {
            List<String> drawn = new ArrayList<>(lines);
            drawn.add("  " + Summary.inWords(snapshot.elapsed()) + " so far");
            canvas.accept(drawn);
        } else {
            String now = String.join("; ", lines.stream().map(String::trim).toList());
            if (!now.equals(said)) {
                say("  " + now);
            }
            said = now;
        }
    }

    private static List<String> lines(DeploymentSnapshot snapshot) {
        List<String> lines = new ArrayList<>();
        lines.add("  " + snapshot.statusInWords()
                + snapshot.stageInWords().map(stage -> " (" + stage + ")").orElse("")
                + (snapshot.reason().isEmpty() ? "" : ": " + snapshot.reason()));
        snapshot.shift().ifPresent(shift -> lines.add("  " + inWords(shift)));
        boolean goesBack = snapshot.status().startsWith("ROLLBACK");
        snapshot.deployments()
                .forEach(deployment -> lines.add(inWords(deployment, goesBack)
                        + (deployment.ours()
                                ? snapshot.breaker()
                                        .map(DeploymentLog::ofThreshold)
                                        .orElse("")
                                : "")));
        snapshot.targets().forEach(target -> lines.add(inWords(target)));
        return lines;
    }

    private static String ofThreshold(String count) {
        return " (" + count + " until the circuit breaker trips)";
    }

    private static String inWords(DeploymentSnapshot.Shift shift) {
        return inWords(shift.strategy()).replace(' ', '/')
                + shift.production()
                        .map(percent -> ", " + percent(percent) + " of the traffic")
                        .orElse("")
                + shift.test()
                        .map(percent -> ", " + percent(percent) + " of the test traffic")
                        .orElse("")
                + (shift.bakeTime().isZero()
                        ? ""
                        : ", bake time " + shift.bakeTime().toMinutes() + " min");
    }

    private static String percent(double weight) {
        return (weight == Math.rint(weight) ? String.valueOf((long) weight) : String.valueOf(weight)) + " %";
    }

    private static String inWords(TargetHealth target) {
        return "  targets of " + target.targetGroup() + ": "
                + (target.counts().isEmpty()
                        ? "none yet"
                        : target.counts().entrySet().stream()
                                .map(entry -> entry.getValue() + " " + entry.getKey())
                                .collect(Collectors.joining(", ")));
    }

    /** ECS's constants as words. */
    private static String inWords(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String inWords(Progress deployment, boolean goesBack) {
        return "  " + deployment.revision() + ": " + deployment.running()
                + (deployment.ours() ? " of " + deployment.desired() : "") + " running"
                + (deployment.ours() || goesBack ? "" : ", being replaced")
                + (deployment.pending() > 0 ? ", " + deployment.pending() + " starting" : "")
                + (deployment.failed() > 0 ? ", " + deployment.failed() + " failed" : "");
    }

    @Override
    public void event(DeploymentEvent event) {
        say("  " + event.message());
    }

    @Override
    public void lookFailed(String problem) {
        say("  " + problem + (problem.endsWith(".") ? "" : ".") + " Looking again.");
    }

    @Override
    public void notAllowed(String action, String consequence) {
        say("Without permission for " + action + ", " + consequence);
    }

    @Override
    public void unexplained(String problem) {
        say("  " + problem);
    }

    @Override
    public void outcome(DeploymentOutcome outcome) {
        String revision = outcome.revision().name();
        switch (outcome.status()) {
            case SUCCEEDED -> say("Deployed " + revision + " to " + outcome.service() + " in "
                    + Summary.inWords(outcome.took())
                    + outcome.confirmedDigest()
                            .map(digest -> ", running " + digest)
                            .orElse(""));
            case NOTHING_TO_DO -> say(
                    "Nothing to deploy: " + outcome.service() + " runs " + revision + " with this image already");
            case SCALED -> say("Changed the desired count of " + outcome.service() + " to " + outcome.desiredCount()
                    + "; it runs " + revision);
            case NOT_PROVEN -> warn("The " + outcome.service() + " has " + revision
                    + ", but its desired count is 0: nothing was started, so nothing is proven.");
            default -> throw new IllegalStateException("a failure is no outcome: " + outcome.status());
        }
    }

    private void warn(String line) {
        synchronized (block) {
            block.erase();
            log.warn(line);
        }
    }

    /** How long the registration of a revision took; nothing where none was registered. */
    Duration registration() {
        return registration;
    }

    void end() {
        block.erase();
    }
}
