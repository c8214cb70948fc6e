package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Component;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** What every goal does around its own work: refuse a wrong configuration, skip, fail in plain words, sum up. */
@SuppressWarnings("NullAway.Init")
abstract class AbstractEcsMojo extends AbstractMojo {
    /** Name of the {@code ComponentConfigurator} that every goal is filled by. */
    static final String CONFIGURATOR = "ecs";

    /**
     * Leaves out every goal of this plugin. Default: {@code false}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.skip", defaultValue = "false")
    private boolean skip;

    /**
     * Tells what the goals would do, and does nothing: {@code ecs:build}, {@code ecs:push}, {@code ecs:lifecycle}, {@code ecs:deploy} and
     * {@code ecs:rollback} print their part of the plan. Nothing is built or pushed, AWS is asked and not changed, and
     * {@code target/ecs} stays as it is. Each module of a reactor is told in its turn. Default: {@code false}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.dryRun", defaultValue = "false")
    private boolean dryRun;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    protected MavenSession session;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    protected MavenProject project;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    protected MojoExecution execution;

    @Component
    private LifecycleExecutor lifecycleExecutor;

    private @Nullable ActionableException refusal;
    private @Nullable Invocation invocation;
    private @Nullable MavenLog mavenLog;

    /** Hears from the configurator why this goal must not run. */
    void refuse(ActionableException reason) {
        this.refusal = reason;
    }

    @Override
    public final void execute() throws MojoFailureException {
        try {
            if (refusal != null) {
                throw refusal;
            }
            if (!project.getPackaging().equals("pom")) {
                runUnlessSkipped();
                leave();
            }
        } catch (ActionableException e) {
            throw failure(e);
        }
    }

    private void runUnlessSkipped() {
        if (skip || isSkipped()) {
            getLog().info("Skipped.");
        } else {
            run();
        }
        if (invocation().isLastOfOurs() && !isPutOff()) {
            sumUp();
        }
    }

    /** Whether the goal's work is done later, so that there is nothing to sum up yet. */
    boolean isPutOff() {
        return false;
    }

    /** Whether the goal tells what it would do, and does nothing. */
    protected boolean isDryRun() {
        return dryRun;
    }

    /** After the goal has run or was skipped. */
    void leave() {}

    /** The goal's own work. */
    abstract void run();

    /** Whether the goal's own skip parameter is set. */
    abstract boolean isSkipped();

    // Maven appends the messages of all causes to the error; ours says it all, so the cause is only for mvn -e.
    static MojoFailureException failure(ActionableException e) {
        MojoFailureException failure = new MojoFailureException(e.getMessage());
        failure.addSuppressed(e);
        return failure;
    }

    protected Invocation invocation() {
        Invocation known = invocation;
        if (known == null) {
            known = Invocation.of(lifecycleExecutor, session, project, execution);
            invocation = known;
        }
        return known;
    }

    protected LifecycleExecutor lifecycle() {
        return lifecycleExecutor;
    }

    protected SessionScope scope() {
        return SessionScope.of(session);
    }

    protected MavenLog log() {
        MavenLog known = mavenLog;
        if (known == null) {
            known = new MavenLog(getLog(), Console.blockFor(session));
            mavenLog = known;
        }
        return known;
    }

    protected Summary summary() {
        return scope().summaryOf(project);
    }

    void sumUp() {
        List<String> lines = summary().lines();
        if (!lines.isEmpty()) {
            getLog().info("");
            getLog().info(project.getArtifactId() + " " + project.getVersion() + ":");
            lines.forEach(getLog()::info);
        }
    }

    protected static Duration since(Instant start) {
        return Duration.between(start, Instant.now());
    }
}
