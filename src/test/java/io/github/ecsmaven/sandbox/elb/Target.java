package io.github.ecsmaven.sandbox.elb;

import io.github.ecsmaven.sandbox.query.Xml;
import java.net.InetSocketAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One target of a target group.
 *
 * @param id IP address or EC2 instance
 * @param address where it really is on this machine, when it is anywhere
 * @param missed why it is unhealthy, when it is
 */
record Target(String id, int port, @Nullable InetSocketAddress address, State state, MissedCheck missed) {
    enum State {
        INITIAL("Elb.InitialHealthChecking", "Initial health checks in progress"),
        HEALTHY("", ""),
        UNHEALTHY("", ""),
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

    static Target initial(String id, int port, @Nullable InetSocketAddress address) {
        return new Target(id, port, address, State.INITIAL, MissedCheck.failed());
    }

    Target in(State other) {
        return new Target(id, port, address, other, missed);
    }

    Target unhealthy(MissedCheck why) {
        return new Target(id, port, address, State.UNHEALTHY, why);
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
            if (shown == State.UNHEALTHY) {
                health.text("Reason", missed.reason()).text("Description", missed.description());
            } else if (!shown.reason.isEmpty()) {
                health.text("Reason", shown.reason).text("Description", shown.description);
            }
        });
    }
}
