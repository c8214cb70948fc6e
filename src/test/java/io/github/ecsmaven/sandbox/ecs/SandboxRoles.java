package io.github.ecsmaven.sandbox.ecs;

import io.github.ecsmaven.sandbox.sts.Identities;
import io.github.ecsmaven.sandbox.sts.Trust;
import java.util.Set;

/** The roles that a sandbox's identities know. */
record SandboxRoles(Identities identities) implements TaskRoles {
    @Override
    public boolean trustEcs(String roleArn) {
        return identities.trusts(roleArn, Trust.ECS_TASKS);
    }

    @Override
    public Set<String> deniedActions(String roleArn) {
        return identities.deniedActions(roleArn);
    }
}
