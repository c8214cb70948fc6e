package io.github.ecsmaven.sandbox.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ecsmaven.sandbox.elb.MissedCheck;
import io.github.ecsmaven.sandbox.elb.TargetGroup;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One task in one target group, and since when it has missed its checks. */
final class TaskTarget {
    private static final String INSTANCE = "i-0a1b2c3d4e5f67890";
    private static final int LOWEST_DYNAMIC_PORT = 32768;

    final Task task;
    final TargetGroup group;
    final @Nullable InetSocketAddress address;
    private final String id;
    private final int port;
    private @Nullable Instant missingSince;
    private boolean healthy;

    private TaskTarget(Task task, TargetGroup group, int containerPort, Instant now) {
        this.task = task;
        this.group = group;
        this.address = Optional.ofNullable(task.handle)
                .flatMap(handle -> handle.address(containerPort))
                .orElse(null);
        boolean ip = group.targetType().equals("ip");
        this.id = ip ? task.privateAddress() : INSTANCE;
        this.port = ip ? containerPort : dynamicPort(task);
        this.missingSince = now;
    }

    /** @param balancer an element of the service's {@code loadBalancers} */
    static TaskTarget register(Task task, TargetGroup group, JsonNode balancer, Instant now) {
        TaskTarget target =
                new TaskTarget(task, group, balancer.path("containerPort").asInt(), now);
        group.register(target.id, target.port, target.address);
        return target;
    }

    /** All tasks of an instance share its address, so that each gets a port of its own. */
    private static int dynamicPort(Task task) {
        return LOWEST_DYNAMIC_PORT + Integer.parseInt(task.id.substring(0, 6), 16) % LOWEST_DYNAMIC_PORT;
    }

    boolean isHealthy() {
        return healthy;
    }

    void passed() {
        missingSince = null;
        healthy = true;
        group.pass(id, port);
    }

    /** Whether that was one check too many. */
    boolean missed(MissedCheck why, Instant now) {
        Instant since = missingSince == null ? now : missingSince;
        missingSince = since;
        boolean tooLong =
                Duration.between(since, now).compareTo(group.healthCheck().patience()) >= 0;
        if (tooLong) {
            healthy = false;
            group.fail(id, port, why);
        }
        return tooLong;
    }

    void drain() {
        group.drain(id, port);
    }

    void forget() {
        group.forget(id, port);
    }
}
