package io.github.ecsmaven.sandbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** A security group with its rules. Safe for use by several threads. */
public final class SecurityGroup {
    /**
     * One rule.
     *
     * @param protocol tcp, udp, icmp, or -1 for all of them
     * @param from lowest port; -1 where all protocols are meant
     * @param peer CIDR block or security group
     * @param description may be empty
     */
    public record Rule(String id, boolean ingress, String protocol, int from, int to, String peer, String description) {
        /** Whether two let through the same. */
        public boolean isSame(Rule other) {
            return ingress == other.ingress
                    && protocol.equals(other.protocol)
                    && from == other.from
                    && to == other.to
                    && peer.equals(other.peer);
        }
    }

    private final String id;
    private final String name;
    private final String description;
    private final String vpc;
    private final List<Rule> rules = new ArrayList<>();
    private final Map<String, String> tags = new LinkedHashMap<>();

    /** With the rule that lets everything out, as EC2 makes it. */
    public SecurityGroup(String id, String name, String description, String vpc) {
        this.id = id;
        this.name = name;
        this.description = description;
        this.vpc = vpc;
        rules.add(new Rule(newId("sgr"), false, "-1", -1, -1, "0.0.0.0/0", ""));
    }

    /** @param kind such as {@code sg} */
    public static String newId(String kind) {
        return String.format("%s-0%016x", kind, ThreadLocalRandom.current().nextLong());
    }

    public String id() {
        return id;
    }

    public String name() {
        return name;
    }

    public String description() {
        return description;
    }

    public String vpc() {
        return vpc;
    }

    public synchronized List<Rule> rules() {
        return List.copyOf(rules);
    }

    public synchronized void add(Rule rule) {
        rules.add(rule);
    }

    public synchronized void remove(Rule rule) {
        rules.remove(rule);
    }

    /** Whether a rule of it names another group. */
    public synchronized boolean names(String group) {
        return rules.stream().anyMatch(rule -> rule.peer().equals(group));
    }

    public synchronized Map<String, String> tags() {
        return new LinkedHashMap<>(tags);
    }

    public synchronized void tag(String key, String value) {
        tags.put(key, value);
    }

    public synchronized void untag(String key) {
        tags.remove(key);
    }
}
