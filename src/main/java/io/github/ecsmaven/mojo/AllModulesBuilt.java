package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.apache.maven.AbstractMavenLifecycleParticipant;
import org.apache.maven.execution.ExecutionListener;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * With {@code <extensions>true</extensions>}: what the modules put off is done when all of them are built, before Maven says whether the
 * build succeeded. Maven's own hook at the end of a session comes after that.
 */
public final class AllModulesBuilt extends AbstractMavenLifecycleParticipant {
    private static final Logger LOG = LoggerFactory.getLogger(AllModulesBuilt.class);

    @Override
    public void afterProjectsRead(MavenSession session) {
        DeployAtEnd end = new DeployAtEnd(session);
        if (end.waitForAllModules()) {
            before(session, () -> complete(session, end));
        }
    }

    private static void complete(MavenSession session, DeployAtEnd end) {
        try {
            end.endOfSession();
            end.warnOfLeftBehind(LOG::warn);
        } catch (ActionableException e) {
            if (new Reactor(session).failed().isEmpty()) {
                session.getResult().addException(AbstractEcsMojo.failure(e));
            } else {
                LOG.warn(e.getMessage());
            }
        } catch (RuntimeException e) {
            // A bug, or words of another class loader's copy of this plugin; thrown from here it would hide Maven's own
            // summary.
            session.getResult().addException(e);
        }
    }

    /** Does something when all modules are built or have failed, before Maven says which. */
    static void before(MavenSession session, Runnable atEnd) {
        MavenExecutionRequest request = session.getRequest();
        request.setExecutionListener(before(request.getExecutionListener(), atEnd));
    }

    private static ExecutionListener before(@Nullable ExecutionListener listener, Runnable atEnd) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (method.getName().equals("sessionEnded")) {
                atEnd.run();
            }
            if (method.getDeclaringClass().equals(Object.class)) {
                return method.invoke(atEnd, arguments);
            }
            try {
                return listener == null ? null : method.invoke(listener, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
            }
        };
        return (ExecutionListener) Proxy.newProxyInstance(
                ExecutionListener.class.getClassLoader(), new Class<?>[] {ExecutionListener.class}, handler);
    }
}
