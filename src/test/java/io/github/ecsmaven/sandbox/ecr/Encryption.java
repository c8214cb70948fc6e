package io.github.ecsmaven.sandbox.ecr;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.RequestMembers;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a repository is encrypted, fixed when it is created.
 *
 * @param type AES256, KMS or KMS_DSSE
 * @param kmsKey ARN of the key, only with KMS
 */
record Encryption(String type, @Nullable String kmsKey) {
    static final Encryption AES256 = new Encryption("AES256", null);

    private static final Set<String> TYPES = Set.of("AES256", "KMS", "KMS_DSSE");

    static Encryption from(RequestMembers request, KmsKeys keys, Caller caller) throws AwsError {
        Optional<RequestMembers> members = request.structure("encryptionConfiguration", "encryptionType", "kmsKey");
        if (members.isEmpty()) {
            return AES256;
        }
        String type = members.get().text("encryptionType");
        Optional<String> key = members.get().optionalText("kmsKey");
        if (!TYPES.contains(type)) {
            throw EcrErrors.invalidParameter("encryptionType", "Member must satisfy enum value set: " + TYPES);
        }
        if (type.equals("AES256")) {
            if (key.isPresent()) {
                throw EcrErrors.invalidParameter("kmsKey", "KMS key can only be specified with encryption type KMS");
            }
            return AES256;
        }
        return new Encryption(type, keys.open(key.orElse(keys.awsManaged()), caller));
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("encryptionType", type);
        return kmsKey == null ? json : json.put("kmsKey", kmsKey);
    }
}
