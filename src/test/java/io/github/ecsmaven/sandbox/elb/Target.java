package io.github.ecsmaven.sandbox.elb;

import java.net.InetSocketAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One target of a target group.
 *
 * @param id IP address or EC2 instance
 * @param address where it really is on this machine, when it is anywhere
 */
record Target(String id, int port, @Nullable InetSocketAddress address, State state) {
    enum State {
        INITIAL("Elb.InitialHealthChecking", "Initial health checks in progress"),
        HEALTHY("", ""),
        UNHEALTHY("Target.FailedHealthChecks", "Health checks failed"),
        DRAINING("Target.DeregistrationInProgress", "Target deregistration is in progress"),
        UNUSED("Target.NotInUse", "Target group is not configured to receive traffic from the load balancer");

        private final String reason;
        private final String description;

        State(String reason, String description) {
            this.reason = reason;
            this.description = description;
        }

        /** As the API spells it. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Target in(State other) {
        return new Target(id, port, address, other);
    }

    /** @param inUse whether a listener forwards to the target's group */
    State shownState(boolean inUse) {
        return inUse || state == State.DRAINING ? state : State.UNUSED;
    }

    void write(Xml xml, boolean inUse) {
        State shown = shownState(inUse);
        xml.element("Target", target -> target.text("Id", id).text("Port", port));
        xml.text("HealthCheckPort", port);
        xml.element("TargetHealth", health -> {
            health.text("State", shown.word());
            if (!shown.reason.isEmpty()) {
                health.text("Reason", shown.reason).text("Description", shown.description);
            }
        });
    }
}
