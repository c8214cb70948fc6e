package io.github.ecsmaven.faults;

import io.github.ecsmaven.sandbox.Sandbox;
import io.github.ecsmaven.sandbox.SdkClients;
import software.amazon.awssdk.services.ecr.EcrClient;

/** A lifecycle policy that was there before. */
final class SeededPolicy {
    private SeededPolicy() {}

    static void put(Sandbox sandbox, String repository, String policy) {
        try (EcrClient ecr = SdkClients.ecr(sandbox)) {
            ecr.putLifecyclePolicy(r -> r.repositoryName(repository).lifecyclePolicyText(policy));
        }
    }
}
