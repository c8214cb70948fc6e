package io.github.ecsmaven.sandbox.ecr;

import io.github.ecsmaven.sandbox.AwsError;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What rules must not do to one another (aws.md 2.7). */
final class LifecycleRuleSet {
    private static final int MOST_RULES = 50;

    private LifecycleRuleSet() {}

    static void check(List<LifecycleRule> sorted) throws AwsError {
        if (sorted.size() > MOST_RULES) {
            throw LifecycleSchema.failure("array is too long: must have at most " + MOST_RULES
                    + " elements but instance has " + sorted.size() + " elements");
        }
        Set<Integer> priorities = new HashSet<>();
        Set<Set<String>> prefixSets = new HashSet<>();
        for (LifecycleRule rule : sorted) {
            checkTags(rule);
            require(
                    priorities.add(rule.priority()),
                    "Rule priorities must be unique, but " + rule.priority() + " is used more than once");
            require(
                    rule.prefixes().isEmpty() || prefixSets.add(Set.copyOf(rule.prefixes())),
                    "Tag prefix list " + rule.prefixes() + " is used by more than one rule");
        }
        checkStorageClass(sorted, "standard");
        checkStorageClass(sorted, "archive");
    }

    private static void checkTags(LifecycleRule rule) throws AwsError {
        boolean prefixes = !rule.prefixes().isEmpty();
        boolean patterns = !rule.patterns().isEmpty();
        if (rule.tagStatus().equals("tagged")) {
            require(prefixes || patterns, "Must specify tagPrefixList or tagPatternList when tagStatus=TAGGED.");
            require(!(prefixes && patterns), "Must not specify both tagPrefixList and tagPatternList.");
        } else {
            require(
                    !prefixes && !patterns,
                    "tagPrefixList and tagPatternList can only be specified when tagStatus=TAGGED.");
        }
    }

    private static void checkStorageClass(List<LifecycleRule> sorted, String storageClass) throws AwsError {
        Map<String, Integer> seen = new HashMap<>();
        for (LifecycleRule rule : sorted) {
            if (!rule.storageClass().equals(storageClass)) {
                continue;
            }
            require(!seen.containsKey("any"), "Rule for tagStatus=ANY must have the lowest priority per storage class");
            int already = seen.merge(rule.tagStatus(), 1, Integer::sum);
            require(
                    already == 1 || !rule.tagStatus().equals("untagged"),
                    "Only one rule can select Untagged images per storage class.");
        }
    }

    private static void require(boolean holds, String sentence) throws AwsError {
        if (!holds) {
            throw LifecycleSchema.failure(sentence);
        }
    }
}
