package io.github.ecsmaven.sandbox.elb;

import io.github.ecsmaven.sandbox.AwsError;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** The names of things in one account and region, and what AWS takes for a name. */
record ElbArns(String account, String region) {
    private static final int LONGEST_NAME = 32;
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9-]+");

    private String of(String path) {
        return "arn:aws:elasticloadbalancing:" + region + ":" + account + ":" + path;
    }

    /** @param id 16 hexadecimal digits, or {@code *} where IAM checks a creation */
    String loadBalancer(String type, String name, String id) {
        return of("loadbalancer/" + (type.equals("network") ? "net" : "app") + "/" + name + "/" + id);
    }

    String targetGroup(String name, String id) {
        return of("targetgroup/" + name + "/" + id);
    }

    String listener(String loadBalancerArn, String id) {
        return loadBalancerArn.replace(":loadbalancer/", ":listener/") + "/" + id;
    }

    String rule(String listenerArn, String id) {
        return listenerArn.replace(":listener/", ":listener-rule/") + "/" + id;
    }

    static String newId() {
        return String.format("%016x", ThreadLocalRandom.current().nextLong());
    }

    /** @throws AwsError when the ARN is not one of such a resource, wherever it is */
    static void check(String kind, String words, String arn) throws AwsError {
        if (!arn.matches("arn:[^:]+:elasticloadbalancing:[^:]+:[0-9]{12}:" + kind + "/.+")) {
            throw ElbErrors.validation("'" + arn + "' is not a valid " + words + " ARN");
        }
    }

    /** @param whose {@code The load balancer} or {@code Target group}, as AWS begins its sentences */
    static void checkName(String whose, String name) throws AwsError {
        if (name.length() > LONGEST_NAME) {
            throw ElbErrors.validation(whose + " name '" + name + "' cannot be longer than '32' characters");
        }
        if (!NAME.matcher(name).matches()) {
            throw ElbErrors.validation(whose + " name '" + name
                    + "' can only contain characters that are alphanumeric characters and hyphens(-)");
        }
        if (name.startsWith("-") || name.endsWith("-")) {
            throw ElbErrors.validation(whose + " name '" + name + "' cannot begin or end with '-'");
        }
    }
}
