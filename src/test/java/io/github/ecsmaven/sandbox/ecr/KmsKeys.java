package io.github.ecsmaven.sandbox.ecr;

import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The KMS keys of one account in one region: {@code aws/ecr}, which AWS manages, and those that were added. */
final class KmsKeys {
    // ECR user guide, "Encryption at rest", for a key of the customer's own.
    private static final List<String> NEEDED = List.of("kms:DescribeKey", "kms:CreateGrant");

    private static final Map<String, String> VIA_ECR = Map.of("kms:ViaService", "ecr.eu-west-1.amazonaws.com");

    private final Map<String, String> arns = new HashMap<>();
    private final String prefix;
    private final String awsManaged;

    KmsKeys(String account, String region) {
        prefix = "arn:aws:kms:" + region + ":" + account + ":";
        awsManaged = add("1234abcd-12ab-34cd-56ef-1234567890ab", "alias/aws/ecr");
    }

    /** The key that KMS encryption uses when none is named. */
    String awsManaged() {
        return awsManaged;
    }

    /** @return the new key's ARN */
    String add(String alias) {
        return add(UUID.randomUUID().toString(), alias);
    }

    private String add(String id, String alias) {
        String arn = prefix + "key/" + id;
        List.of(id, arn, alias, prefix + alias).forEach(name -> arns.put(name, arn));
        return arn;
    }

    /**
     * The ARN of a key that the caller may use.
     *
     * @param name id, ARN, alias or ARN of the alias
     * @throws AwsError KmsException with KMS's sentence
     */
    String open(String name, Caller caller) throws AwsError {
        String arn = arns.get(name);
        if (arn == null) {
            throw refusal("NotFoundException", missing(name));
        }
        for (String action : NEEDED) {
            if (!arn.equals(awsManaged) && !caller.isAllowed(action, arn, VIA_ECR)) {
                throw refusal("AccessDeniedException", caller.refusal(action, arn));
            }
        }
        return arn;
    }

    private String missing(String name) {
        if (name.contains("alias/")) {
            return "Alias " + (name.startsWith("arn:") ? name : prefix + name) + " is not found.";
        }
        return "Key '" + (name.startsWith("arn:") ? name : prefix + "key/" + name) + "' does not exist";
    }

    private static AwsError refusal(String kmsError, String sentence) {
        return AwsError.badRequest("KmsException", sentence).with("kmsError", kmsError);
    }
}
