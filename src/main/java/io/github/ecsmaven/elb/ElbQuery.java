package io.github.ecsmaven.elb;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.aws.AwsSession;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.w3c.dom.Document;
import software.amazon.awssdk.core.exception.SdkException;

/** Elastic Load Balancing (API version 2015-12-01) in a session's region, with an end to patience. */
final class ElbQuery {
    private static final String SERVICE = "elasticloadbalancing";
    private static final String VERSION = "2015-12-01";

    private final AwsSession session;
    private final Duration patience;

    ElbQuery(AwsSession session, Duration patience) {
        this.session = session;
        this.patience = patience;
    }

    /**
     * Calls one action, once.
     *
     * @throws SdkException when AWS refuses or cannot be reached
     * @throws ActionableException when no region is known
     */
    Document call(String action, Map<String, String> parameters) {
        Map<String, String> form = new HashMap<>(parameters);
        form.put("Action", action);
        form.put("Version", VERSION);
        return session.query(SERVICE, form);
    }

    /**
     * Waits for a result no longer than patience lasts, whatever the timeouts of connections are.
     *
     * @throws TimeoutException when it lasts no longer, and when this thread is interrupted
     * @throws ExecutionException with what the look-up threw
     */
    <T> T within(Callable<T> lookUp) throws TimeoutException, ExecutionException {
        FutureTask<T> look = new FutureTask<>(lookUp);
        Thread thread = new Thread(look, "ecs-load-balancer");
        thread.setDaemon(true);
        thread.start();
        try {
            return look.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TimeoutException("interrupted");
        } finally {
            thread.interrupt();
        }
    }
}
