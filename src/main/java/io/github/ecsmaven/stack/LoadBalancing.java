package io.github.ecsmaven.stack;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.stack.Network.Subnet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** How requests come to a service, from what the stack makes all of to what is there already. */
public sealed interface LoadBalancing {
    /** No load balancer. */
    record None() implements LoadBalancing {}

    /**
     * An Application Load Balancer of the service's own, with listener and target group.
     *
     * @param listener what it listens on
     * @param health when a task gets requests
     * @param internal whether only the VPC reaches it
     * @param subnets where it is; when empty, where the tasks are
     * @param securityGroups ids of those it has; when empty the stack makes one
     */
    record NewLoadBalancer(
            ListenerSettings listener,
            HealthCheck health,
            boolean internal,
            List<Subnet> subnets,
            List<String> securityGroups)
            implements LoadBalancing {
        public NewLoadBalancer {
            subnets = List.copyOf(subnets);
            securityGroups = List.copyOf(securityGroups);
            securityGroups.forEach(group -> Network.requireGroup(group, "<loadBalancer><securityGroups>"));
        }
    }

    /**
     * Listener and target group on an Application Load Balancer that is there.
     *
     * @param arn of the load balancer
     * @param listener what it shall listen on for this service
     * @param health when a task gets requests
     * @param front what is known of the load balancer
     */
    record ExistingLoadBalancer(String arn, ListenerSettings listener, HealthCheck health, Front front)
            implements LoadBalancing {
        /** @throws ActionableException when it is no ARN of an Application Load Balancer */
        public ExistingLoadBalancer {
            requireArn(arn, LOAD_BALANCER, "<loadBalancer><arn>", "an Application Load Balancer");
        }
    }

    /**
     * A rule and a target group on a listener that is there.
     *
     * @param arn of the listener
     * @param rule which of its requests are the service's
     * @param health when a task gets requests
     * @param front what is known of the load balancer
     */
    record ExistingListener(String arn, Rule rule, HealthCheck health, Front front) implements LoadBalancing {
        /** @throws ActionableException when it is no ARN of such a listener */
        public ExistingListener {
            requireArn(arn, LISTENER, "<loadBalancer><listener>", "a listener of an Application Load Balancer");
        }
    }

    /**
     * A target group that is there; its settings stay what they are.
     *
     * @param arn of the target group
     * @param loadBalancer ARN of the load balancer in front of it, which scaling by requests needs
     * @param graceSeconds for how long after a task's start failing health checks do not end it
     * @param front what is known of the load balancer
     */
    record ExistingTargetGroup(String arn, Optional<String> loadBalancer, int graceSeconds, Front front)
            implements LoadBalancing {
        /** @throws ActionableException when it is no ARN of a target group */
        public ExistingTargetGroup {
            requireArn(arn, TARGET_GROUP, "<loadBalancer><targetGroup>", "a target group");
            loadBalancer.ifPresent(
                    it -> requireArn(it, LOAD_BALANCER, "<loadBalancer><arn>", "an Application Load Balancer"));
        }
    }

    /** Whether there is a load balancer. */
    default boolean isThere() {
        return !(this instanceof None);
    }

    /**
     * What is known of a load balancer that is there.
     *
     * @param securityGroups ids of those it has, from which the tasks take requests
     * @param dnsName its name, where it is known
     * @param url where the service answers, where it is known
     */
    record Front(List<String> securityGroups, Optional<String> dnsName, Optional<String> url) {
        public Front {
            securityGroups = List.copyOf(securityGroups);
            securityGroups.forEach(group -> Network.requireGroup(group, "<loadBalancer><securityGroups>"));
        }
    }

    /**
     * What a load balancer listens on.
     *
     * @param certificate ARN of a certificate, with which it speaks HTTPS; without one HTTP
     * @param port absent for 443 with a certificate, to which 80 redirects, and 80 without one
     * @param host name under which people reach it, for the URL; absent for the load balancer's own
     */
    record ListenerSettings(Optional<String> certificate, Optional<Integer> port, Optional<String> host) {
        /** HTTP on port 80. */
        public static final ListenerSettings HTTP =
                new ListenerSettings(Optional.empty(), Optional.empty(), Optional.empty());

        private static final Pattern CERTIFICATE = Pattern.compile(
                "arn:[a-z-]+:(acm:[a-z0-9-]+:[0-9]{12}:certificate|iam::[0-9]{12}:server-certificate)/.+");
        private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");
        private static final int MAX_PORT = 65_535;
        private static final int HTTP_PORT = 80;
        private static final int HTTPS_PORT = 443;

        /** @throws ActionableException when certificate, port or host is none */
        public ListenerSettings {
            certificate.ifPresent(ListenerSettings::requireCertificate);
            port.ifPresent(ListenerSettings::requirePort);
            host.ifPresent(ListenerSettings::requireHost);
        }

        private static void requireCertificate(String arn) {
            if (!CERTIFICATE.matcher(arn).matches()) {
                throw new ActionableException(
                        "<loadBalancer><certificate> is '" + arn + "', which is no ARN of a certificate.",
                        "Set it to the ARN of a certificate of ACM in the service's region, such as"
                                + " arn:aws:acm:eu-west-1:123456789012:certificate/…, or leave it out for HTTP.");
            }
        }

        private static void requirePort(int port) {
            if (port < 1 || port > MAX_PORT) {
                throw new ActionableException(
                        "<loadBalancer><port> is " + port + ", which is no port.",
                        "Set <loadBalancer><port> to a number from 1 to 65535, or leave it out for 443 with a certificate"
                                + " and 80 without one.");
            }
        }

        private static void requireHost(String host) {
            if (!HOST.matcher(host).matches()) {
                throw new ActionableException(
                        "<loadBalancer><host> is '" + host + "', which is no name of a host.",
                        "Set <loadBalancer><host> to the name that leads to the load balancer, such as orders.example.com.");
            }
        }

        boolean isHttps() {
            return certificate.isPresent();
        }

        int number() {
            return port.orElse(isHttps() ? HTTPS_PORT : HTTP_PORT);
        }

        /** Whether port 80 leads to HTTPS; where a port of one's own is asked for, nothing else is taken. */
        boolean redirects() {
            return isHttps() && port.isEmpty();
        }

        List<Integer> ports() {
            return redirects() ? List.of(HTTP_PORT, HTTPS_PORT) : List.of(number());
        }

        /** Before the host. */
        String scheme() {
            return isHttps() ? "https://" : "http://";
        }

        /** Behind the host. */
        String path() {
            return number() == (isHttps() ? HTTPS_PORT : HTTP_PORT) ? "/" : ":" + number() + "/";
        }
    }

    /**
     * When a task gets requests.
     *
     * @param path that answers 200 when it can take them
     * @param graceSeconds for how long after a task's start failing checks do not end it
     */
    record HealthCheck(String path, int graceSeconds) {
        private static final int LONGEST = 1024;

        /** @throws ActionableException when the path is none, or the time negative */
        public HealthCheck {
            if (!path.startsWith("/") || path.length() > LONGEST) {
                throw new ActionableException(
                        "<loadBalancer><healthCheckPath> is '" + path + "', which is no path.",
                        "Set <loadBalancer><healthCheckPath> to a path such as /health, with at most 1024 characters.");
            }
            requireGrace(graceSeconds);
        }
    }

    /**
     * Which requests of a listener are the service's (Elastic Load Balancing, "Listener rules").
     *
     * @param priority lower ones come first
     * @param hosts names, in which {@code *} stands for any characters
     * @param paths such as {@code /orders/*}
     */
    record Rule(int priority, List<String> hosts, List<String> paths) {
        private static final int LAST = 50_000;
        private static final int MOST_VALUES = 5;

        /** @throws ActionableException when the priority is none, or no request or too much is asked for */
        public Rule {
            hosts = List.copyOf(hosts);
            paths = List.copyOf(paths);
            if (priority < 1 || priority > LAST) {
                throw new ActionableException(
                        "<loadBalancer><priority> is " + priority + ", which is no priority of a rule.",
                        "Set <loadBalancer><priority> to a number from 1 to 50000 that no other rule of the listener has.");
            }
            int values = hosts.size() + paths.size();
            if (values < 1 || values > MOST_VALUES) {
                throw new ActionableException(
                        "The rule on <loadBalancer><listener> has " + values + " hosts and paths; it takes 1 to 5.",
                        "Say which requests are the service's with <loadBalancer><paths>, such as /orders/*, or"
                                + " <loadBalancer><hosts>, such as orders.example.com.");
            }
        }
    }

    /** ARNs of load balancers, listeners and target groups (service authorization reference). */
    Pattern LOAD_BALANCER =
            Pattern.compile("arn:[a-z-]+:elasticloadbalancing:[a-z0-9-]+:[0-9]{12}:loadbalancer/(app/[^/]+/[0-9a-f]+)");

    /** Of listeners. */
    Pattern LISTENER = Pattern.compile(
            "arn:[a-z-]+:elasticloadbalancing:[a-z0-9-]+:[0-9]{12}:listener/(app/[^/]+/[0-9a-f]+)/[0-9a-f]+");

    /** Of target groups. */
    Pattern TARGET_GROUP =
            Pattern.compile("arn:[a-z-]+:elasticloadbalancing:[a-z0-9-]+:[0-9]{12}:(targetgroup/[^/]+/[0-9a-f]+)");

    private static void requireArn(String arn, Pattern form, String element, String thing) {
        if (!form.matcher(arn).matches()) {
            throw new ActionableException(
                    element + " is '" + arn + "', which is no ARN of " + thing + ".",
                    "Set " + element + " to the ARN of " + thing + ", or leave it out to have one made.");
        }
    }

    private static void requireGrace(int seconds) {
        if (seconds < 0) {
            throw new ActionableException(
                    "<loadBalancer><healthCheckGracePeriod> is " + seconds + ", which is no time.",
                    "Set <loadBalancer><healthCheckGracePeriod> to the seconds that a task may take to start, such as 60.");
        }
    }
}
