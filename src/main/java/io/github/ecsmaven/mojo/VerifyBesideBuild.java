package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.image.ImageRecord;
import io.github.ecsmaven.preflight.Check;
import io.github.ecsmaven.preflight.Finding.Severity;
import io.github.ecsmaven.preflight.Preflight;
import io.github.ecsmaven.preflight.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A look for what would make a deployment fail, beside the build of its image. Its threads end when it is closed. */
final class VerifyBesideBuild implements AutoCloseable {
    private record Look(FutureTask<Verdict> verdict, Thread thread, VerifyLog log) {}

    /** A read of AWS that is under way may come to its end first. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Optional<Look> look;
    private final BuildStop stop;

    private VerifyBesideBuild(Optional<Look> look, BuildStop stop) {
        this.look = look;
        this.stop = stop;
    }

    /** Looks at nothing. */
    static VerifyBesideBuild none() {
        return new VerifyBesideBuild(Optional.empty(), new BuildStop());
    }

    /**
     * Begins to look for a module's goal, once in a run; at nothing where no deployment follows, or the user does not want it.
     *
     * @param built what was built for the module, where it was
     */
    static VerifyBesideBuild of(AbstractServiceMojo goal, Optional<ImageRecord> built) {
        return goal.invocation().reaches("deploy")
                        && goal.verifiesBeforeDeploy()
                        && !goal.targets().isEmpty()
                        && goal.scope().isFirstLookAt(goal.project)
                ? start(goal.deploymentChecks(built), new VerifyLog(goal.getLog()))
                : none();
    }

    /** Begins to look. */
    static VerifyBesideBuild start(List<Check> checks, VerifyLog log) {
        BuildStop stop = new BuildStop();
        FutureTask<Verdict> verdict = new FutureTask<>(() -> {
            Verdict found = new Preflight(checks).run();
            if (!found.of(Severity.FAILURE).isEmpty()) {
                stop.order();
            }
            return found;
        });
        Thread thread = new Thread(verdict, "ecs-verify");
        thread.setDaemon(true);
        thread.start();
        return new VerifyBesideBuild(Optional.of(new Look(verdict, thread, log)), stop);
    }

    /**
     * Builds on this thread, and tells what was found once that has ended. When something would make the deployment fail, the build is
     * ended at once.
     *
     * @throws ActionableException when something would make the deployment fail
     * @throws RuntimeException whatever the build itself failed with
     */
    void during(Runnable build) {
        Optional<RuntimeException> stopped = stop.run(build);
        try {
            join();
        } catch (ActionableException verdict) {
            stopped.ifPresent(verdict::addSuppressed);
            throw verdict;
        }
    }

    /**
     * Waits until everything is looked at, and tells it.
     *
     * @throws ActionableException when something would make the deployment fail
     */
    void join() {
        look.ifPresent(it -> it.log().verdictBesideBuild(verdict(it)));
    }

    private static Verdict verdict(Look look) {
        try {
            return look.verdict().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(e);
        } catch (ExecutionException bug) {
            throw new IllegalStateException("the look before the deployment has failed", bug.getCause());
        }
    }

    static ActionableException interrupted(InterruptedException e) {
        return new ActionableException(
                "Maven was interrupted while it looked for what would make the deployment fail.",
                "Nothing was changed; run it again.",
                e);
    }

    /** Gives up what is not looked at yet. */
    @Override
    public void close() {
        look.map(Look::thread).ifPresent(VerifyBesideBuild::end);
    }

    private static void end(Thread thread) {
        thread.interrupt();
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
