package io.github.ecsmaven.sandbox.ecs;

import java.util.concurrent.ThreadLocalRandom;

/** The names of things in one account and region, in the long form that AWS uses since 2021. */
record Arns(String account, String region) {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

    String cluster(String cluster) {
        return ecs("cluster/" + cluster);
    }

    String service(String cluster, String service) {
        return ecs("service/" + cluster + "/" + service);
    }

    String taskDefinition(String familyAndRevision) {
        return ecs("task-definition/" + familyAndRevision);
    }

    String task(String cluster, String id) {
        return ecs("task/" + cluster + "/" + id);
    }

    String container(String cluster, String task, String id) {
        return ecs("container/" + cluster + "/" + task + "/" + id);
    }

    String serviceDeployment(String cluster, String service, String id) {
        return ecs("service-deployment/" + cluster + "/" + service + "/" + id);
    }

    String serviceRevision(String cluster, String service, String digits) {
        return ecs("service-revision/" + cluster + "/" + service + "/" + digits);
    }

    /** A task definition may name its roles without the rest of their ARN. */
    String role(String nameOrArn) {
        return nameOrArn.startsWith("arn:") ? nameOrArn : "arn:aws:iam::" + account + ":role/" + nameOrArn;
    }

    /** A session of a role, as STS names it. */
    String session(String role, String session) {
        return "arn:aws:sts::" + account + ":assumed-role/" + name(role) + "/" + session;
    }

    private String ecs(String resource) {
        return "arn:aws:ecs:" + region + ":" + account + ":" + resource;
    }

    /** The name at the end of an ARN, or the name itself. */
    static String name(String nameOrArn) {
        return nameOrArn.startsWith("arn:") ? nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1) : nameOrArn;
    }

    /** Whether an ARN, if it is one, is of this account and region and of this type of resource. */
    boolean mayBe(String type, String nameOrArn) {
        return !nameOrArn.startsWith("arn:") || nameOrArn.startsWith(ecs(type + "/"));
    }

    /** 19 digits, as in {@code ecs-svc/4980306466373577095}. */
    static String newDigits() {
        return Long.toString(ThreadLocalRandom.current().nextLong(1_000_000_000_000_000_000L, Long.MAX_VALUE));
    }

    /** 32 hexadecimal digits, as tasks have them. */
    static String newHex() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return String.format("%016x%016x", random.nextLong(), random.nextLong());
    }

    /** 20 characters, as service deployments have them. */
    static String newLetters() {
        StringBuilder letters = new StringBuilder();
        ThreadLocalRandom.current().ints(20, 0, LETTERS.length()).forEach(i -> letters.append(LETTERS.charAt(i)));
        return letters.toString();
    }
}
