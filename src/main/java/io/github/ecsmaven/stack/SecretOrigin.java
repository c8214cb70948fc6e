package io.github.ecsmaven.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.ecsmaven.ActionableException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where ECS reads the value of a secret from, and what that needs (ECS developer guide, "Amazon ECS task execution IAM role", "Secrets
 * Manager or Systems Manager permissions").
 *
 * @param valueFrom ARN of a secret, behind which may stand {@code :key:stage:version}, or name or ARN of an SSM parameter
 */
public record SecretOrigin(String valueFrom) {
    private static final Pattern SECRET =
            Pattern.compile("arn:[a-z-]+:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@-]+(:.*)?");
    private static final Pattern PARAMETER =
            Pattern.compile("arn:[a-z-]+:ssm:[a-z0-9-]+:[0-9]{12}:parameter/[A-Za-z0-9/_.-]+");
    private static final Pattern NAME = Pattern.compile("/?[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*");

    /** Parts of {@code arn:aws:secretsmanager:region:account:secret:name}. */
    private static final int ARN_PARTS = 7;

    // Secrets Manager puts a hyphen and six random characters behind a name (user guide, "Secret ARN").
    private static final Pattern COMPLETE = Pattern.compile(".*-[A-Za-z0-9]{6}");
    private static final Pattern PERHAPS_A_WORD = Pattern.compile(".*-[a-z]{6}");
    private static final String ANY_ENDING = "-??????";

    /** @throws ActionableException when it is neither a secret nor a parameter */
    public SecretOrigin {
        if (!SECRET.matcher(valueFrom).matches()
                && !PARAMETER.matcher(valueFrom).matches()
                && !NAME.matcher(valueFrom).matches()) {
            // Without the text, which may be the secret itself.
            throw new ActionableException(
                    "<containerSecrets> has a value that names neither a secret nor a parameter.",
                    "Write the ARN of a secret of Secrets Manager (arn:aws:secretsmanager:…:secret:name-AbCdEf), or name or"
                            + " ARN of a parameter of SSM (arn:aws:ssm:…:parameter/name); never the value itself.");
        }
    }

    boolean isSecret() {
        return SECRET.matcher(valueFrom).matches();
    }

    /** What may be read, for a policy. */
    List<JsonNode> resources() {
        if (isSecret()) {
            return secretArns().stream()
                    .map(arn -> (JsonNode) TextNode.valueOf(arn))
                    .toList();
        }
        if (valueFrom.startsWith("arn:")) {
            return List.of(TextNode.valueOf(valueFrom));
        }
        String path = valueFrom.startsWith("/") ? valueFrom : "/" + valueFrom;
        return List.of(Intrinsics.sub("arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter" + path));
    }

    private List<String> secretArns() {
        String arn = String.join(":", Arrays.copyOf(valueFrom.split(":", -1), ARN_PARTS));
        if (PERHAPS_A_WORD.matcher(arn).matches()) {
            return List.of(arn, arn + ANY_ENDING);
        }
        return List.of(COMPLETE.matcher(arn).matches() ? arn : arn + ANY_ENDING);
    }
}
