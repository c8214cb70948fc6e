package io.github.ecsmaven.sandbox.cloudformation;

import java.util.concurrent.ThreadLocalRandom;

/** The name of a resource that the template leaves without one: stack, logical id and random characters (user guide, "Name type"). */
record PhysicalName(String stack, String logicalId) {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final int RANDOM = 12;

    String of(int longest) {
        String name = stack + "-" + logicalId;
        int room = longest - RANDOM - 1;
        return (name.length() > room ? name.substring(0, room).replaceFirst("-+$", "") : name) + "-" + random();
    }

    /** Without hyphens, as task definitions have it. */
    String joined(int longest) {
        return of(longest).replace("-", "");
    }

    static String random() {
        StringBuilder random = new StringBuilder();
        ThreadLocalRandom.current()
                .ints(RANDOM, 0, LETTERS.length())
                .forEach(index -> random.append(LETTERS.charAt(index)));
        return random.toString();
    }
}
