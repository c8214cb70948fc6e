package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.ecs.DeploymentOutcome;
import io.github.ecsmaven.ecs.DeploymentSettings;
import io.github.ecsmaven.ecs.DeploymentSettings.OnTimeout;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** How a service is deployed to, waited for and brought back. */
abstract class AbstractDeploymentMojo extends AbstractRepositoryMojo {
    private static final int MOST_LOG_LINES = 1000;

    /**
     * Number of tasks that the service shall run, 0 or more. Never sent unless it is set, so that autoscaling keeps its own. Default:
     * left as it is.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.desiredCount")
    private @Nullable Integer desiredCount;

    /**
     * Replaces the tasks although nothing changed. Default: {@code false}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.forceNewDeployment", defaultValue = "false")
    private boolean forceNewDeployment;

    /**
     * How long to wait for the deployment's verdict, in seconds, on top of the service's bake times. When it is over the build fails;
     * {@code onTimeout} says what becomes of the deployment. Default: {@code 1800}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.waitTimeout", defaultValue = "1800")
    private int waitTimeout;

    /**
     * What becomes of a deployment that has not ended after {@code waitTimeout}, or whose tasks stop again and again for the same
     * cause while ECS goes on trying: {@code fail} lets it go on and prints the commands to follow it, {@code rollback} asks ECS to
     * bring the last version back and waits for that. The build fails either way. A deployment that waits for a person is left alone.
     * Default: {@code fail}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.onTimeout", defaultValue = "fail")
    private String onTimeout = "fail";

    /**
     * What becomes of the deployment when Maven is interrupted (Ctrl-C, a cancelled job) while it waits for the verdict: {@code leave}
     * lets it go on and prints the commands to follow it, {@code rollback} asks ECS to bring the last version back, without waiting.
     * Default: {@code leave}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.onInterrupt", defaultValue = "leave")
    private String onInterrupt = "leave";

    /**
     * Number of lines of the containers' logs that explain a failed deployment, read from CloudWatch Logs, 0 to 1000. What looks like a
     * secret is left out of them. Default: {@code 30}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.logLines", defaultValue = "30")
    private int logLines;

    /**
     * A task of the new revision that has to succeed before the service is updated to it, such as the migration of a database:
     * {@code <command>} with an {@code <arg>} for each word, {@code <container>} when it is not the image's, {@code <environment>} on top
     * of the task definition's, and {@code <timeout>} in seconds (900). It runs where the service's tasks run; what it writes to CloudWatch
     * Logs is shown. Every essential container has to end with exit code 0; else the build fails and the service is not touched. It runs
     * once for a revision, and not where nothing has to be deployed. With {@code services} it stands in one of them. Default: none.
     *
     * @since 0.1.0
     */
    @Parameter
    private @Nullable PreDeployTaskParameters preDeployTask;

    /**
     * How many of the newest revisions of the service's task definition stay ACTIVE, 1 or more: after a deployment that succeeded, older
     * ones are deregistered. Never one that a service or a task of the cluster uses, nor one that a service would be rolled back to.
     * Default: none is deregistered.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.keepRevisions")
    private @Nullable Integer keepRevisions;

    /**
     * Whether a run that comes to {@code ecs:deploy} looks for what would make the deployment fail while the image is built, as
     * {@code ecs:verify} does: what certainly would ends the build at once, before anything is pushed. Default: {@code true}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.verifyBeforeDeploy", defaultValue = "true")
    private boolean verifyBeforeDeploy;

    /** Whether a deployment is looked into while its image is built. */
    protected boolean verifiesBeforeDeploy() {
        return verifyBeforeDeploy;
    }

    /** What the configuration says for every service. */
    protected DeploymentSettings deploymentSettings() {
        return deploymentSettings(desiredCount, preDeployTask);
    }

    /** What the configuration says, but for what one of {@code <services>} has of its own. */
    protected DeploymentSettings deploymentSettings(ServiceParameters one) {
        if (preDeployTask != null) {
            throw new ActionableException(
                    "<preDeployTask> stands beside <services>, so it is unclear which service's task definition runs it.",
                    "Move it into the <service> of <services> whose task definition it belongs to.");
        }
        return deploymentSettings(one.desiredCount(desiredCount), one.preDeployTask());
    }

    private DeploymentSettings deploymentSettings(@Nullable Integer count, @Nullable PreDeployTaskParameters task) {
        if (waitTimeout < 0 || (count != null && count < 0)) {
            throw new ActionableException(
                    (waitTimeout < 0 ? "<waitTimeout> is " + waitTimeout : "<desiredCount> is " + count)
                            + ", and neither can be negative.",
                    "Set it to 0 or more.");
        }
        if (logLines < 0 || logLines > MOST_LOG_LINES) {
            throw new ActionableException(
                    "<logLines> is " + logLines + ", and it can be 0 to " + MOST_LOG_LINES + ".",
                    "Set <logLines> (-Decs.logLines) to a number in that range; 0 shows no log.");
        }
        if (keepRevisions != null && keepRevisions < 1) {
            throw new ActionableException(
                    "<keepRevisions> is " + keepRevisions + ", and it can be 1 or more.",
                    "Set <keepRevisions> (-Decs.keepRevisions) to how many revisions shall stay, or leave it out to"
                            + " deregister none.");
        }
        isRolledBackOnInterrupt();
        return new DeploymentSettings(
                count == null ? OptionalInt.empty() : OptionalInt.of(count),
                forceNewDeployment,
                Duration.ofSeconds(waitTimeout),
                oneOf("onTimeout", onTimeout, "fail", "rollback").equals("rollback")
                        ? OnTimeout.ROLLBACK
                        : OnTimeout.FAIL,
                logLines,
                Optional.ofNullable(task).map(PreDeployTaskParameters::toPreDeployTask));
    }

    protected boolean deregistersOldRevisions() {
        return keepRevisions != null;
    }

    /** How many revisions of a family are kept; absent where none is deregistered. */
    protected OptionalInt keptRevisions() {
        return keepRevisions == null ? OptionalInt.empty() : OptionalInt.of(keepRevisions);
    }

    /** Deregisters revisions that the deployment has made old, where the user wants it. */
    protected void deregisterOldRevisions(DeploymentOutcome outcome) {
        if (keepRevisions != null) {
            aws().ecs().oldRevisions().deregister(outcome, keepRevisions, new RevisionLog(getLog()));
        }
    }

    /** Whether an interrupt of Maven rolls the deployment back. */
    protected boolean isRolledBackOnInterrupt() {
        return oneOf("onInterrupt", onInterrupt, "leave", "rollback").equals("rollback");
    }

    private static String oneOf(String element, String value, String... allowed) {
        if (!List.of(allowed).contains(value)) {
            throw new ActionableException(
                    "<" + element + "> is '" + value + "', and it can be " + String.join(" or ", allowed) + ".",
                    "Correct <" + element + "> (-Decs." + element + ").");
        }
        return value;
    }
}
