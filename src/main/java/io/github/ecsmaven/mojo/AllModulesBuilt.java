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
import org.slf4j.LoggerFactory;

/**
 * With {@code <extensions>true</extensions>}: what the modules put off is done when all of them are built, before Maven says whether the
 * build succeeded. Maven's own hook at the end of a session comes after that.
 */
public final class AllModulesBuilt extends AbstractMavenLifecycleParticipant {
    @Override
    public void afterProjectsRead(MavenSession session) {
        DeployAtEnd end = new DeployAtEnd(session);
        if (session.getProjects().size() > 1 && end.waitForAllModules()) {
            MavenExecutionRequest request = session.getRequest();
            request.setExecutionListener(before(request.getExecutionListener(), () -> complete(session, end)));
        }
    }

    private static void complete(MavenSession session, DeployAtEnd end) {
        try {
            end.endOfSession();
        } catch (ActionableException e) {
            if (new Reactor(session).failed().isEmpty()) {
                session.getResult().addException(AbstractEcsMojo.failure(e));
            } else {
                LoggerFactory.getLogger(AllModulesBuilt.class).warn(e.getMessage());
            }
        }
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
