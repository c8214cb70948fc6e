package io.github.ecsmaven.ecr;

import io.github.ecsmaven.ActionableException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How a repository is encrypted. It is fixed when the repository is created (ECR user guide, "Encryption at rest").
 *
 * @param type kind of encryption
 * @param kmsKey id, ARN or alias of the AWS KMS key; ECR's own key when empty
 */
public record Encryption(Type type, Optional<String> kmsKey) {
    /** Kinds of encryption, in ECR's words. */
    public enum Type {
        AES256,
        KMS,
        KMS_DSSE
    }

    /** @throws ActionableException when a key is given for a kind that has none */
    public Encryption {
        if (type == Type.AES256 && kmsKey.isPresent()) {
            throw refusal("AES256 takes no key");
        }
    }

    /**
     * Reads ECR's word for a kind, in any case.
     *
     * @throws ActionableException when there is no such kind
     */
    public static Encryption parse(String type, Optional<String> kmsKey) {
        String wanted = type.trim().toUpperCase(Locale.ROOT);
        return Arrays.stream(Type.values())
                .filter(known -> known.name().equals(wanted))
                .findFirst()
                .map(known -> new Encryption(known, kmsKey))
                .orElseThrow(() -> refusal("there is no '" + type + "'"));
    }

    /** Whether a repository encrypted like {@code actual} is as wanted here; an alias cannot be compared and passes. */
    boolean isMetBy(Encryption actual) {
        return type == actual.type
                && kmsKey.map(key ->
                                key.contains("alias/") || actual.kmsKey.isEmpty() || sameKey(key, actual.kmsKey.get()))
                        .orElse(true);
    }

    // ECR reports the key's ARN, whatever it was created with.
    private static boolean sameKey(String wanted, String actual) {
        return actual.equals(wanted) || actual.endsWith(":key/" + wanted) || actual.endsWith("/" + wanted);
    }

    private static ActionableException refusal(String reason) {
        return new ActionableException(
                "<encryption> is not one that ECR takes: " + reason + ".",
                "Set <encryption><type> to AES256, KMS or KMS_DSSE, and <kmsKey> only with the last two.");
    }

    @Override
    public String toString() {
        return type + kmsKey.map(key -> " with key " + key).orElse("");
    }
}
