package io.github.ecsmaven.ecr;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One setting of a repository that will be changed. */
public sealed interface SettingChange {
    /** The call that makes it, as IAM names it. */
    default String call() {
        if (this instanceof Mutability) {
            return "ecr:PutImageTagMutability";
        }
        if (this instanceof ScanOnPush) {
            return "ecr:PutImageScanningConfiguration";
        }
        return this instanceof Tags ? "ecr:TagResource" : "ecr:SetRepositoryPolicy";
    }

    /** Whether tags may be moved. */
    record Mutability(TagMutability before, TagMutability after) implements SettingChange {}

    /** Whether images are scanned when they are pushed. */
    record ScanOnPush(Optional<Boolean> before, boolean after) implements SettingChange {}

    /** Tags of the repository that are missing or have another value, with their new values and those that they have. */
    record Tags(Map<String, String> before, Map<String, String> after) implements SettingChange {
        public Tags {
            before = Map.copyOf(before);
            after = Map.copyOf(after);
        }
    }

    /** The repository policy, as JSON. */
    record Policy(Optional<String> before, String after) implements SettingChange {
        /** The change value by value. */
        public List<PolicyDifference> differences() {
            RepositoryPolicy old = before.map(RepositoryPolicy::parse).orElseGet(RepositoryPolicy::none);
            return RepositoryPolicy.parse(after).differencesFrom(old);
        }
    }
}
