package io.github.ecsmaven.mojo;

import io.github.ecsmaven.aws.AwsPatience;
import io.github.ecsmaven.aws.AwsSession;
import io.github.ecsmaven.docker.PushPatience;
import io.github.ecsmaven.ecs.EcsAccount;
import io.github.ecsmaven.stack.StackAccount;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.settings.Proxy;
import org.jspecify.annotations.Nullable;

/** The four goals of one {@code mvn deploy} in this JVM, with a time of their own; several may run at once. */
public final class ModuleRun {
    private static final List<Class<? extends AbstractEcsMojo>> GOALS =
            List.of(BuildMojo.class, PushMojo.class, LifecycleMojo.class, DeployMojo.class);

    private final ConfiguredGoal configured;
    private final RecordingLog log = new RecordingLog(new Terminal());
    private final Clock clock;
    private final Consumer<Duration> waiting;
    private AwsPatience awsPatience = AwsPatience.USUAL;
    private PushPatience pushPatience = PushPatience.USUAL;
    private @Nullable AwsAccess access;
    private final Map<String, Callable<?>> between = new HashMap<>();

    /**
     * @param module where the Dockerfile is
     * @param xml configuration
     * @param properties given as {@code -D}
     * @param clock tells how long a deployment takes
     * @param waiting called instead of waiting between two looks at it
     */
    public ModuleRun(Path module, String xml, Map<String, String> properties, Clock clock, Consumer<Duration> waiting) {
        this.configured = new ConfiguredGoal(module).withXml(xml);
        properties.forEach(configured::with);
        this.clock = clock;
        this.waiting = waiting;
    }

    /** With a patience of its own for each call and each push. */
    public ModuleRun with(AwsPatience aws, PushPatience push) {
        awsPatience = aws;
        pushPatience = push;
        return this;
    }

    /** With a proxy in {@code settings.xml}. */
    public ModuleRun behind(Proxy proxy) {
        configured.behind(proxy);
        return this;
    }

    /** Tells every line at once, too. */
    public ModuleRun telling(Consumer<String> listener) {
        log.tell(listener);
        return this;
    }

    /** Something happens after the goal of that name. */
    public ModuleRun after(String goal, Callable<?> action) {
        between.put(goal, action);
        return this;
    }

    /** What was said so far. */
    public String log() {
        return log.text();
    }

    /**
     * What was said.
     *
     * @param log all lines with their levels
     * @param error that of the goal that failed, in whole
     */
    public record Said(String log, Optional<String> error) {
        public boolean isSuccess() {
            return error.isEmpty();
        }
    }

    /** Runs the goals up to the first one that fails. A failure that is no error for users is thrown. */
    public Said deploy() {
        for (Class<? extends AbstractEcsMojo> goal : GOALS) {
            Optional<String> error = failure(goal);
            if (error.isPresent()) {
                return new Said(log.text(), error);
            }
        }
        return new Said(log.text(), Optional.empty());
    }

    private Optional<String> failure(Class<? extends AbstractEcsMojo> type) {
        try {
            AbstractEcsMojo goal = fill(type);
            goal.setLog(log);
            goal.execute();
            between(goal.execution.getGoal());
            return Optional.empty();
        } catch (MojoFailureException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private void between(String goal) {
        try {
            between.getOrDefault(goal, () -> goal).call();
        } catch (Exception e) {
            throw new IllegalStateException("after " + goal, e);
        }
    }

    // Maven's components and the plugin's descriptor are shared, and no two threads may fill goals at once.
    private AbstractEcsMojo fill(Class<? extends AbstractEcsMojo> type) {
        synchronized (ModuleRun.class) {
            AbstractEcsMojo goal = configured.fill(type);
            goal.invocation();
            if (goal instanceof AbstractAwsMojo onAws) {
                goal.scope().use(pushPatience);
                goal.scope().use(onAws.awsSettings(), access(onAws));
            }
            return goal;
        }
    }

    private AwsAccess access(AbstractAwsMojo goal) {
        AwsAccess known = access;
        if (known == null) {
            known = new AwsAccess(
                    new AwsSession(goal.awsSettings(), awsPatience),
                    session -> EcsAccount.of(session, clock, waiting::accept),
                    session -> StackAccount.of(session, clock, waiting::accept));
            access = known;
        }
        return known;
    }
}
