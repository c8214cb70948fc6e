package io.github.ecsmaven.stack;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What stack and resources are called: cluster and service, and behind them a hash where that is longer than AWS takes or has other
 * characters. The same pieces always have the same names. Resources that CloudFormation makes anew before it deletes the old one have
 * names that tell the two apart.
 *
 * @param cluster name of the cluster
 * @param service name of the service
 */
public record StackNames(String cluster, String service) {
    private static final int STACK = 128;
    private static final int LOAD_BALANCER = 32;
    private static final int SECURITY_GROUP = 255;
    private static final int ROLE = 64;
    private static final int REGION = 16;
    private static final int HASH = 6;
    private static final String OF_ROLE = "-execution";
    private static final String INFRASTRUCTURE = "-infrastructure";

    /** Of the stack (CloudFormation API reference, CreateStack). */
    public String stack() {
        return named("", STACK);
    }

    /** Of the stack with the roles of a service that ECS itself manages. */
    public String rolesStack() {
        return named("-roles", STACK);
    }

    /** Of the load balancer; one that only the VPC reaches is another one. */
    public String loadBalancer(boolean internal) {
        return named(internal ? "-internal" : "", LOAD_BALANCER);
    }

    /** What the names of all target groups that it may have begin with, and a {@code *}. */
    public String targetGroups() {
        return named("-" + hash(""), LOAD_BALANCER).replaceFirst("[0-9a-f]{" + HASH + "}$", "*");
    }

    /** @param identity what cannot be changed of a target group */
    String targetGroup(String identity) {
        return named("-" + hash(identity), LOAD_BALANCER);
    }

    String loadBalancerGroup() {
        return named("-load-balancer", SECURITY_GROUP);
    }

    String serviceGroup() {
        return named("-service", SECURITY_GROUP);
    }

    /** With {@code ${AWS::Region}} in it: names of roles are the account's, not the region's. */
    String executionRole() {
        return named("", ROLE - REGION - 1 - OF_ROLE.length()) + "-${AWS::Region}" + OF_ROLE;
    }

    /** The name of the execution role in a region, for a policy. */
    public String executionRole(String region) {
        return executionRole().replace("${AWS::Region}", region);
    }

    /** With {@code ${AWS::Region}} in it, as the execution role's. */
    String infrastructureRole() {
        return named("", ROLE - REGION - 1 - INFRASTRUCTURE.length()) + "-${AWS::Region}" + INFRASTRUCTURE;
    }

    /** The name of the infrastructure role in a region. */
    public String infrastructureRole(String region) {
        return infrastructureRole().replace("${AWS::Region}", region);
    }

    // A load balancer's name does not begin with internal-, that of a security group not with sg-, that of a stack with
    // a letter.
    private String named(String ending, int longest) {
        String wanted = cluster + "-" + service;
        String allowed =
                wanted.replaceAll("[^A-Za-z0-9]+", "-").replaceFirst("^-", "").replaceFirst("-$", "");
        if (!allowed.matches("[A-Za-z].*") || allowed.startsWith("internal-") || allowed.startsWith("sg-")) {
            allowed = "ecs-" + allowed;
        }
        int room = longest - ending.length();
        boolean fits = allowed.equals(wanted) && allowed.length() <= room;
        return (fits ? allowed : cut(allowed, wanted, room)) + ending;
    }

    /** The text, with its end replaced by a hash when it is too long. */
    static String shortened(String text, int longest) {
        return text.length() <= longest ? text : cut(text, text, longest);
    }

    private static String cut(String text, String hashed, int longest) {
        String kept = text.substring(0, Math.min(text.length(), longest - HASH - 1));
        return kept.replaceFirst("-+$", "") + "-" + hash(hashed);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
