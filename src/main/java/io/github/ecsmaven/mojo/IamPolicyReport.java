package io.github.ecsmaven.mojo;

import io.github.ecsmaven.iam.Policy;
import io.github.ecsmaven.release.PermissionGap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A policy, and what to know about it, in lines. The policy is one of them, so that no prefix of Maven's stands in its JSON. */
final class IamPolicyReport {
    private static final Map<String, String> GOALS = Map.of(
            "build", "ecs:build",
            "push", "ecs:push and ecs:lifecycle",
            "deploy", "ecs:deploy, ecs:status and ecs:rollback",
            "verify", "ecs:verify",
            "plan", "ecs:plan and dry runs",
            "destroy", "ecs:destroy");

    private final String module;
    private final List<String> lines = new ArrayList<>();

    IamPolicyReport(String module) {
        this.module = module;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    /** @param file where it is written to; null when it allows nothing */
    void policy(List<String> stages, Policy policy, @Nullable Path file) {
        String what = stages.size() == 1 ? GOALS.get(stages.get(0)) : "all goals";
        if (file == null) {
            lines.add("Nothing has to be allowed for " + what + " of " + module + " as it is configured.");
            return;
        }
        String newLine = System.lineSeparator();
        lines.add("The least IAM policy for " + what + " of " + module + " (" + file + "):" + newLine
                + policy.toJson().replace("\n", newLine));
    }

    /** Where those of the single stages are. */
    void stages(Map<String, Path> files) {
        String written = files.entrySet().stream()
                .filter(entry -> !entry.getKey().isEmpty())
                .map(entry -> entry.getKey() + " " + entry.getValue().getFileName())
                .collect(Collectors.joining(", "));
        if (!written.isEmpty()) {
            lines.add("Beside it, by stage: " + written);
        }
    }

    void gaps(List<PermissionGap> gaps) {
        gaps.forEach(gap -> lines.add(inWords(gap)));
    }

    private static String inWords(PermissionGap gap) {
        if (gap instanceof PermissionGap.Region region) {
            return "For the region stands *, for it is not known. " + region.reason();
        }
        if (gap instanceof PermissionGap.Account account) {
            return "For the account stands *, for it is not known (-Decs.iamPolicyAccount). " + account.reason();
        }
        if (gap instanceof PermissionGap.TaskDefinition definition) {
            return "For roles and log groups of the task definition stands *, for they are not known. "
                    + definition.reason();
        }
        if (gap instanceof PermissionGap.BaseImage image) {
            return "Line " + image.line() + " of the Dockerfile has an image that only the builder knows, "
                    + image.text() + ": is it in Amazon ECR, add its repository to the statement BaseImages.";
        }
        return "In another account: " + ((PermissionGap.OtherAccount) gap).repository()
                + ". The policy of that repository has to allow it too.";
    }

    /** Whose the policy is, and what whoever takes it on needs. */
    void role(String roleArn) {
        lines.add("It is for " + roleArn + " (<roleArn>); whoever assumes that role needs sts:AssumeRole on it.");
    }
}
