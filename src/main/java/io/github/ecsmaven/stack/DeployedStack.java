package io.github.ecsmaven.stack;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A stack as it was when it was looked at.
 *
 * @param id its ARN, which no other stack ever has
 * @param name its name, which another one may have once this one is deleted
 * @param status CloudFormation's word, such as {@code UPDATE_COMPLETE}; new words come as they are
 * @param reason why it is in that status, where CloudFormation says
 * @param tags of the stack
 * @param outputs by their keys
 */
public record DeployedStack(
        String id,
        String name,
        String status,
        Optional<String> reason,
        Map<String, String> tags,
        Map<String, String> outputs) {
    /** Of a stack that is only a place for change sets: it has no resources. */
    static final String IN_REVIEW = "REVIEW_IN_PROGRESS";

    /** From which another update may begin (user guide, "Stack status codes"). */
    private static final Set<String> UPDATABLE =
            Set.of("CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE");

    public DeployedStack {
        tags = Map.copyOf(tags);
        outputs = Map.copyOf(outputs);
    }

    /** Whose it is, {@code cluster/service}; empty when this plugin has not made it. */
    public Optional<String> owner() {
        return Optional.ofNullable(tags.get(StackTags.OWNER));
    }

    /** What the stack says of the service that it made. */
    public Optional<String> output(StackOutput output) {
        return Optional.ofNullable(outputs.get(output.key()));
    }

    /** Whether CloudFormation is at work on it. */
    public boolean isInProgress() {
        return status.endsWith("_IN_PROGRESS") && !isInReview();
    }

    /** Whether it can be updated as it is. */
    public boolean isUpdatable() {
        return UPDATABLE.contains(status);
    }

    /** Whether it is deleted. */
    public boolean isDeleted() {
        return status.equals("DELETE_COMPLETE");
    }

    boolean isInReview() {
        return status.equals(IN_REVIEW);
    }

    /** The region that it is in. */
    public String region() {
        return id.split(":", 5)[3];
    }

    /** As it stands in a sentence: {@code stack 'shop-orders'}. */
    @Override
    public String toString() {
        return "stack '" + name + "'";
    }
}
