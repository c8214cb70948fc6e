package io.github.ecsmaven.ecs;

import java.util.Arrays;
import java.util.Optional;

/** Where ECS reads the value of a secret from (ECS API reference, "Secret": {@code valueFrom}). */
public sealed interface SecretSource {
    /** Region that it is in. */
    String region();

    /** Its ARN, for a policy: as far as it is known, and without key, stage and version. */
    String arn();

    /**
     * A parameter of SSM's Parameter Store.
     *
     * @param name as it was written: its name, or its ARN
     * @param arn its ARN
     * @param region its region
     */
    record Parameter(String name, String arn, String region) implements SecretSource {
        @Override
        public String toString() {
            return "SSM parameter '" + name + "'";
        }
    }

    /**
     * A secret of Secrets Manager.
     *
     * @param arn its ARN, without what follows
     * @param stage the version's label, where one is asked for
     * @param version the version's id, where one is asked for
     * @param region its region
     */
    record SecretsManager(String arn, Optional<String> stage, Optional<String> version, String region)
            implements SecretSource {
        @Override
        public String toString() {
            return "secret '" + arn.split(":", ARN_PARTS)[ARN_PARTS - 1] + "'";
        }
    }

    /** Parts of {@code arn:aws:secretsmanager:region:account:secret:name}. */
    int ARN_PARTS = 7;

    /**
     * Reads what stands in {@code valueFrom}: the ARN of a secret, behind which may stand {@code :key:stage:version}, or the name or ARN of
     * a parameter, which may be in another region by its ARN alone.
     */
    static SecretSource parse(String valueFrom, AwsAccount account) {
        String[] parts = valueFrom.split(":", -1);
        if (valueFrom.startsWith("arn:") && parts.length >= ARN_PARTS && parts[2].equals("secretsmanager")) {
            String arn = String.join(":", Arrays.copyOf(parts, ARN_PARTS));
            return new SecretsManager(arn, part(parts, ARN_PARTS + 1), part(parts, ARN_PARTS + 2), parts[3]);
        }
        if (valueFrom.startsWith("arn:") && parts.length > 3) {
            return new Parameter(valueFrom, valueFrom, parts[3]);
        }
        String path = valueFrom.startsWith("/") ? valueFrom : "/" + valueFrom;
        return new Parameter(
                valueFrom,
                "arn:" + account.partition() + ":ssm:" + account.region() + ":" + account.id() + ":parameter" + path,
                account.region());
    }

    private static Optional<String> part(String[] parts, int index) {
        return index < parts.length && !parts[index].isEmpty() ? Optional.of(parts[index]) : Optional.empty();
    }
}
