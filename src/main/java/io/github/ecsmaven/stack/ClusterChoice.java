package io.github.ecsmaven.stack;

import io.github.ecsmaven.ActionableException;
import java.util.regex.Pattern;

/** The cluster that a service runs in. */
public sealed interface ClusterChoice {
    /** Its name. */
    String name();

    /** @param name of a cluster that the stack makes */
    record Created(String name) implements ClusterChoice {
        /** @throws ActionableException when it cannot be called so */
        public Created {
            requireName(name);
        }
    }

    /** @param name of one that is there */
    record Existing(String name) implements ClusterChoice {
        /** Takes an ARN too. */
        public Existing {
            name = name.startsWith("arn:") ? name.substring(name.lastIndexOf('/') + 1) : name;
            requireName(name);
        }
    }

    /** Letters, digits, hyphens and underscores (ECS API reference, CreateCluster). */
    Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,255}");

    private static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new ActionableException(
                    "'" + name + "' is no name of an ECS cluster.",
                    "Set <cluster> (-Decs.cluster) to at most 255 letters, digits, hyphens and underscores.");
        }
    }
}
