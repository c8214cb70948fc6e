package io.github.ecsmaven.stack;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.aws.AwsApi;
import io.github.ecsmaven.aws.AwsFailures;
import io.github.ecsmaven.aws.AwsReads;
import io.github.ecsmaven.aws.QueryAnswer;
import io.github.ecsmaven.aws.RecentReads;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Looks at stacks, and changes none. What a run that finds nothing to do asks needs no client of the SDK. */
public final class Stacks {
    private final AwsReads reads;
    private final RecentReads recent;

    Stacks(AwsReads reads, RecentReads recent) {
        this.reads = reads;
        this.recent = recent;
    }

    /**
     * The stack of that name, or by its ARN one that may be deleted; as it was a moment ago where that was seen.
     *
     * @throws ActionableException when AWS refuses to answer
     */
    public Optional<DeployedStack> find(String nameOrId) {
        return recent.read("stack", nameOrId, () -> explained(nameOrId));
    }

    /**
     * The same, when this plugin has made it for that service. One without resources has no tags yet (seen in AWS): it comes as it is, and
     * whoever changes it asks its change sets whose it is.
     *
     * @param owner {@code cluster/service}, see {@link StackTags#owner}
     * @throws ActionableException when there is one that is somebody else's, and when AWS refuses to answer
     */
    public Optional<DeployedStack> findOwn(String name, String owner) {
        Optional<DeployedStack> found = find(name);
        found.filter(stack -> !isOwn(stack, owner) && !isUntagged(stack)).ifPresent(stack -> {
            throw StackWords.notOurs(stack, owner);
        });
        return found;
    }

    private static boolean isUntagged(DeployedStack stack) {
        return stack.isInReview() && stack.owner().isEmpty();
    }

    static boolean isOwn(DeployedStack stack, String owner) {
        return stack.owner().filter(owner::equals).isPresent();
    }

    /**
     * What a stack has, in the order in which it was made.
     *
     * @throws ActionableException when AWS refuses to answer
     */
    public List<StackResource> resources(DeployedStack stack) {
        try {
            return reads
                    .query(AwsApi.CLOUDFORMATION, "DescribeStackResources", Map.of("StackName", stack.id()))
                    .list("StackResources")
                    .stream()
                    .sorted(Comparator.comparing(one -> one.own("Timestamp").orElse("")))
                    .map(Stacks::resource)
                    .toList();
        } catch (SdkException e) {
            throw AwsFailures.explain("list the resources of " + stack, e);
        }
    }

    private static StackResource resource(QueryAnswer one) {
        return new StackResource(
                one.own("LogicalResourceId").orElseThrow(),
                one.own("ResourceType").orElseThrow(),
                one.own("PhysicalResourceId"),
                one.own("ResourceStatus").orElse(""),
                one.own("ResourceStatusReason"));
    }

    /**
     * The template as it was submitted (API reference, GetTemplate, TemplateStage).
     *
     * @throws ActionableException when AWS refuses to answer
     */
    public String template(DeployedStack stack) {
        return recent.read("template", stack.id(), () -> askForTemplate(stack));
    }

    private String askForTemplate(DeployedStack stack) {
        try {
            return reads.query(
                            AwsApi.CLOUDFORMATION,
                            "GetTemplate",
                            Map.of("StackName", stack.id(), "TemplateStage", "Original"))
                    .text("TemplateBody")
                    .orElse("");
        } catch (SdkException e) {
            throw AwsFailures.explain("read the template of " + stack, e);
        }
    }

    /** As it is now, with the SDK's own exceptions. */
    Optional<DeployedStack> look(String nameOrId) {
        try {
            return reads
                    .query(AwsApi.CLOUDFORMATION, "DescribeStacks", Map.of("StackName", nameOrId))
                    .list("Stacks")
                    .stream()
                    .findFirst()
                    .map(Stacks::stack);
        } catch (AwsServiceException e) {
            if (isMissing(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** CloudFormation has no code of its own for a stack that is not there. */
    static boolean isMissing(AwsServiceException e) {
        return AwsFailures.code(e).equals("ValidationError")
                && AwsFailures.sentence(e).contains("does not exist");
    }

    private Optional<DeployedStack> explained(String nameOrId) {
        try {
            return look(nameOrId);
        } catch (SdkException e) {
            throw AwsFailures.explain("look at stack '" + nameOrId + "'", e);
        }
    }

    private static DeployedStack stack(QueryAnswer one) {
        return new DeployedStack(
                one.own("StackId").orElseThrow(),
                one.own("StackName").orElseThrow(),
                one.own("StackStatus").orElse(""),
                one.own("StackStatusReason"),
                pairs(one.list("Tags"), "Key", "Value"),
                pairs(one.list("Outputs"), "OutputKey", "OutputValue"));
    }

    private static Map<String, String> pairs(List<QueryAnswer> items, String key, String value) {
        Map<String, String> pairs = new HashMap<>();
        items.forEach(item ->
                item.own(key).ifPresent(name -> pairs.put(name, item.own(value).orElse(""))));
        return pairs;
    }

    /** Somebody else, CloudFormation say, has changed something. */
    void changed() {
        recent.changed();
    }
}
