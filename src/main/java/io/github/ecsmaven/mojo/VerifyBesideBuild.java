package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.preflight.Check;
import io.github.ecsmaven.preflight.Preflight;
import io.github.ecsmaven.preflight.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A look for what would make a deployment fail, beside the build of its image. Its threads end when it is closed. */
final class VerifyBesideBuild implements AutoCloseable {
    private record Look(FutureTask<Verdict> verdict, Thread thread, VerifyLog log) {}

    private final Optional<Look> look;

    private VerifyBesideBuild(Optional<Look> look) {
        this.look = look;
    }

    /** Looks at nothing. */
    static VerifyBesideBuild none() {
        return new VerifyBesideBuild(Optional.empty());
    }

    /** Begins to look. */
    static VerifyBesideBuild start(List<Check> checks, VerifyLog log) {
        FutureTask<Verdict> verdict = new FutureTask<>(new Preflight(checks)::run);
        Thread thread = new Thread(verdict, "ecs-verify");
        thread.setDaemon(true);
        thread.start();
        return new VerifyBesideBuild(Optional.of(new Look(verdict, thread, log)));
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
        look.ifPresent(it -> it.thread().interrupt());
    }
}
