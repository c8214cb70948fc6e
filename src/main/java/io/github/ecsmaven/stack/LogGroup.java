package io.github.ecsmaven.stack;

import io.github.ecsmaven.ActionableException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Where the output of a service's containers goes in CloudWatch Logs. */
public sealed interface LogGroup {
    /** Days that output is kept unless something else is asked for. */
    int DEFAULT_RETENTION = 30;

    /** Its name. */
    String name();

    /** The group of a service for which none is named. */
    static LogGroup of(String service) {
        return new Created("/ecs/" + service, DEFAULT_RETENTION);
    }

    /**
     * One that the stack makes.
     *
     * @param name such as {@code /ecs/orders}
     * @param retentionDays days that output is kept
     */
    record Created(String name, int retentionDays) implements LogGroup {
        // CloudWatch Logs API reference, PutRetentionPolicy.
        private static final Set<Integer> RETENTIONS = Set.of(
                1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
                3653);

        /** @throws ActionableException when name or retention is none that CloudWatch Logs knows */
        public Created {
            requireName(name);
            if (!RETENTIONS.contains(retentionDays)) {
                throw new ActionableException(
                        "<logRetention> is " + retentionDays + " days, which CloudWatch Logs does not have.",
                        "Set <logRetention> (-Decs.logRetention) to one of "
                                + new TreeSet<>(RETENTIONS)
                                        .stream().map(String::valueOf).collect(Collectors.joining(", "))
                                + ".");
            }
        }
    }

    /** @param name of one that is there */
    record Existing(String name) implements LogGroup {
        /** @throws ActionableException when CloudWatch Logs has no such names */
        public Existing {
            requireName(name);
        }
    }

    /** CloudWatch Logs API reference, CreateLogGroup. */
    Pattern NAME = Pattern.compile("[.\\-_/#A-Za-z0-9]{1,512}");

    private static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new ActionableException(
                    "'" + name + "' is no name of a log group.",
                    "Set <logGroup> (-Decs.logGroup) to at most 512 letters, digits and characters of . - _ / #, such as"
                            + " /ecs/orders.");
        }
    }
}
