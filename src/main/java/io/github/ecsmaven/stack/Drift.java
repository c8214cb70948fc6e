package io.github.ecsmaven.stack;

import io.github.ecsmaven.aws.AwsFailures;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.PropertyDifference;
import software.amazon.awssdk.services.cloudformation.model.StackResourceDrift;

/**
 * Tells what somebody has changed of a resource beside its stack, which then fails to change it. Only resources that failed are looked at:
 * CloudFormation reads the whole resource for it, with the identity's own permissions (API reference, DetectStackResourceDrift).
 */
final class Drift {
    /** Drift is looked for in these states only (user guide, "Detect drift on an entire CloudFormation stack"). */
    private static final List<String> DETECTABLE =
            List.of("CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE", "UPDATE_ROLLBACK_FAILED");

    private static final int MOST = 5;

    private final Supplier<CloudFormationClient> client;

    Drift(Supplier<CloudFormationClient> client) {
        this.client = client;
    }

    /**
     * In a sentence for each resource that is not as its stack left it; none when AWS does not tell.
     *
     * @param logicalIds of resources that failed
     */
    List<String> of(DeployedStack stack, List<String> logicalIds) {
        if (!DETECTABLE.contains(stack.status())) {
            return List.of();
        }
        return logicalIds.stream()
                .distinct()
                .limit(MOST)
                .map(name -> of(stack, name))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<String> of(DeployedStack stack, String logicalId) {
        try {
            StackResourceDrift drift = client.get()
                    .detectStackResourceDrift(r -> r.stackName(stack.name()).logicalResourceId(logicalId))
                    .stackResourceDrift();
            return inWords(drift);
        } catch (SdkException e) {
            return AwsFailures.isAccessDenied(e)
                    ? Optional.of("Whether somebody has changed " + logicalId + " beside the stack is not known: "
                            + AwsFailures.explain("look for it", e).problem())
                    : Optional.empty();
        }
    }

    private static Optional<String> inWords(StackResourceDrift drift) {
        String name = drift.logicalResourceId() + " (" + drift.physicalResourceId() + ")";
        return switch (String.valueOf(drift.stackResourceDriftStatusAsString())) {
            case "DELETED" -> Optional.of(name + " was deleted beside the stack.");
            case "MODIFIED" -> Optional.of(name + " was changed beside the stack: "
                    + drift.propertyDifferences().stream().map(Drift::inWords).collect(Collectors.joining("; "))
                    + ".");
            default -> Optional.empty();
        };
    }

    private static String inWords(PropertyDifference difference) {
        String path = difference.propertyPath().replaceFirst("^/", "").replace('/', '.');
        return path + " is " + shown(path, difference.actualValue()) + " instead of "
                + shown(path, difference.expectedValue());
    }

    private static String shown(String path, @Nullable String value) {
        return ShownProperty.of(path, value).orElse(value == null || value.equals("null") ? "nothing" : "another");
    }
}
