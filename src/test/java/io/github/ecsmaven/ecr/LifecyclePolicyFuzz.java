package io.github.ecsmaven.ecr;

import io.github.ecsmaven.ActionableException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Any text as a lifecycle policy: refused in our own words, or one that means the same when it is written and read again. */
public final class LifecyclePolicyFuzz {
    private LifecyclePolicyFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        LifecyclePolicy policy;
        try {
            policy = LifecyclePolicy.parse(new String(input, StandardCharsets.UTF_8));
        } catch (ActionableException refused) {
            return;
        }
        policy.sentences();
        policy.covers(List.of("1.0.0", "c-0123"));
        if (!LifecyclePolicy.parse(policy.toJson()).equals(policy)) {
            throw new AssertionError("not the same again: " + policy.toJson());
        }
    }
}
